package dev.switchboard.dispatcher.dispatch;

/** What came of telling a provider that a message was read. */
public enum Receipt {
    TOLD("told"),

    /** The provider has no word for it. */
    NOT_CARRIED("not-carried"),

    /** It would say so again. */
    REFUSED("refused"),

    NO_ANSWER("no-answer");

    private static final int TOO_MANY = 429;

    private final String wireName;

    Receipt(String wireName) {
        this.wireName = wireName;
    }

    static Receipt of(int status) {
        if (status >= 200 && status < 300) {
            return TOLD;
        }
        return status >= 400 && status < 500 && status != TOO_MANY ? REFUSED : NO_ANSWER;
    }

    public String wireName() {
        return wireName;
    }
}
