package dev.switchboard.dispatcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything the dispatcher is told in a test: real parts on free ports, and times short enough to wait for. */
final class Settings {

    private static final Map<String, String> QUICK = Map.ofEntries(
            Map.entry("PORT", "0"),
            Map.entry("BIND_ADDRESS", "127.0.0.1"),
            Map.entry("KAFKA_PARTITIONS", "2"),
            Map.entry("DISPATCH_POLL", "100ms"),
            Map.entry("CALL_LEASE", "2s"),
            Map.entry("CALL_TIMEOUT", "2s"),
            Map.entry("CALL_MARGIN", "200ms"),
            Map.entry("PACE_SMS", "80"),
            Map.entry(
                    "PACE_SENDERS",
                    "whatsapp:+15550002020=20,whatsapp:+15550001010=10,whatsapp:+15550001001=10,whatsapp:+15550001515=15,whatsapp:+15550001212=1"),
            Map.entry("RETRY_FIRST", "100ms"),
            Map.entry("UNCERTAIN_LOOK_INTERVAL", "1s"),
            Map.entry("UNCERTAIN_STATUS_WAIT", "3s"),
            Map.entry("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000"),
            Map.entry("TWILIO_AUTH_TOKEN", "00000000000000000000000000000000"),
            Map.entry("TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111"),
            Map.entry("TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222"),
            Map.entry("WHATSAPP_ACCESS_TOKEN", "simulator-access-token"),
            Map.entry("WHATSAPP_PHONE_NUMBER_ID", "15550003333"),
            Map.entry("WHATSAPP_DISPLAY_PHONE_NUMBER", "15550003333"));

    private Settings() {}

    static String[] arguments(Map<String, String> more) {
        List<String> arguments = new ArrayList<>();
        QUICK.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        more.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }
}
