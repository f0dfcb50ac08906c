package dev.switchboard.operator.doctor;

/** Of a secret how it begins, how it ends and how long it is: enough to compare two, not enough to use one. */
final class Masked {

    private static final int LONG_ENOUGH = 16;

    private Masked() {}

    static String of(String secret) {
        var ends = secret.length() < LONG_ENOUGH
                ? "…"
                : secret.substring(0, 4) + "…" + secret.substring(secret.length() - 2);
        return ends + " (" + secret.length() + " chars)";
    }
}
