package dev.switchboard.local.settings;

import java.util.regex.Pattern;

/** A value as a person may see it: of a secret only that it is there, how it begins and ends, and how long it is. */
final class Shown {

    private static final Pattern SECRET =
            Pattern.compile("(.*(SECRET|TOKEN|PASSWORD|API_KEY|ACCOUNT_SID|_DSN)|API_KEYS|ACCOUNTS)(_NEXT|_PREVIOUS)?");
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^:/@]*):[^@/]+@");
    private static final int LONG_ENOUGH = 16;

    private Shown() {}

    static String of(String name, String value) {
        if (value.isEmpty()) {
            return "";
        }
        return SECRET.matcher(name).matches()
                ? masked(value)
                : PASSWORD_IN_URL.matcher(value).replaceAll("$1:****@");
    }

    private static String masked(String value) {
        var ends =
                value.length() < LONG_ENOUGH ? "…" : value.substring(0, 4) + "…" + value.substring(value.length() - 2);
        return ends + " (" + value.length() + " chars)";
    }
}
