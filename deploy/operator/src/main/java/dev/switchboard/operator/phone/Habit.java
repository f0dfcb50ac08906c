package dev.switchboard.operator.phone;

import java.util.Locale;

/** What a phone may do with what comes. */
enum Habit {
    BLOCK("blocked", true, "has blocked us: WhatsApp stays at one tick, an SMS is refused", "lets us through again"),
    OFFLINE("offline", true, "is off: what is sent arrives when it is on again", "is on again"),
    UNINSTALL("whatsapp", false, "has no WhatsApp any more", "has WhatsApp again");

    private final String field;
    private final boolean value;
    private final String says;
    private final String undone;

    Habit(String field, boolean value, String says, String undone) {
        this.field = field;
        this.value = value;
        this.says = says;
        this.undone = undone;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String field() {
        return field;
    }

    boolean value(boolean undo) {
        return value != undo;
    }

    String says(boolean undo) {
        return undo ? undone : says;
    }
}
