package dev.switchboard.ingress.webhook;

import java.util.Locale;

/** In what the signed request differs from what our settings say of it. */
public enum Difference {
    SCHEME("signed for the other of http and https: see PUBLIC_BASE_URL"),
    HOST("signed for the host the caller names: see PUBLIC_BASE_URL, WEBHOOK_URL and STATUS_CALLBACK_URL"),
    PORT("signed for another port: see PUBLIC_BASE_URL"),
    PATH_PREFIX("signed for another path: a proxy adds or cuts a prefix, see PUBLIC_BASE_URL"),
    TRAILING_SLASH("signed for the address with or without a slash at its end: see the provider's console"),
    QUERY("signed for another query: a proxy drops it or writes it anew"),
    DROPPED_BLANKS("signed without the blank parameters: something before us adds or fills them"),
    BODY("signed for another body: something before us changes it"),
    WAY_TO_SIGN("signed with our secret in another way: see WEBHOOK_SIGNATURE_PREFIX, _ENCODING and _ALGORITHM"),
    HEADER("signed in another header: see WEBHOOK_SIGNATURE_HEADER"),
    OTHER_SECRET("signed with another secret we know: two settings are mixed up");

    private final String hint;

    Difference(String hint) {
        this.hint = hint;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String hint() {
        return hint;
    }
}
