package dev.switchboard.simulator.twilio;

/** Counts SMS segments: the GSM alphabet where it suffices, else UCS-2. */
final class Segments {
    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_TWO_SEPTETS = "^{}\\[~]|€";

    private Segments() {}

    static int of(String body) {
        var gsm = body.chars().allMatch(c -> GSM.indexOf(c) >= 0 || GSM_TWO_SEPTETS.indexOf(c) >= 0);
        return gsm ? parts(septets(body), 160, 153) : parts(body.length(), 70, 67);
    }

    private static int septets(String body) {
        return body.length()
                + (int) body.chars()
                        .filter(c -> GSM_TWO_SEPTETS.indexOf(c) >= 0)
                        .count();
    }

    private static int parts(int length, int alone, int joined) {
        return length <= alone ? 1 : (length + joined - 1) / joined;
    }
}
