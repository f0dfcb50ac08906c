package dev.switchboard.contracts.access;

/** What a token may do, as it stands in its {@code scope} claim. */
public enum Scope {
    MESSAGES_SEND("messages:send"),
    MESSAGES_READ("messages:read"),
    MESSAGES_REVEAL("messages:reveal"),
    INBOX_REPLY("inbox:reply"),
    SESSIONS_QR("sessions:qr"),
    CONTACTS_ERASE("contacts:erase"),
    DLT_READ("dlt:read"),
    DLT_REPLAY("dlt:replay"),
    /** Stopping what is sent by itself, and letting it go on. */
    FALLBACKS_STEER("fallbacks:steer");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** As Spring Security names it once a token is accepted. */
    public String authority() {
        return "SCOPE_" + wireName;
    }
}
