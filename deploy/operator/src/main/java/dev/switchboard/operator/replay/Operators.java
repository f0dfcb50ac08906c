package dev.switchboard.operator.replay;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Who sits at the keyboard, as it will stand in the audit. */
final class Operators {
    private Operators() {}

    /** {@code SWITCHBOARD_OPERATOR}, where several people share an account; else user and machine. */
    static String name(Map<String, String> environment) {
        var given = environment.getOrDefault("SWITCHBOARD_OPERATOR", "");
        return given.isBlank()
                ? environment.getOrDefault("USER", System.getProperty("user.name")) + "@" + host()
                : given;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
