package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.util.List;
import java.util.stream.Stream;

/** Who is live, who is simulated, and what is missing to change that. */
record Providers(Surroundings surroundings) implements Look {

    static final List<String> TWILIO = List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    static final List<String> META =
            List.of("WHATSAPP_ACCESS_TOKEN", "WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_APP_SECRET");

    @Override
    public Stream<Finding> findings() {
        return Stream.concat(
                Stream.of(
                        provider("Twilio", TWILIO, "TWILIO_WHATSAPP_FROM"),
                        provider("Meta", META, "WHATSAPP_VERIFY_TOKEN")),
                Stream.of("REDIS_HOST", "NEXTAUTH_URL").filter(this::has).map(Providers::notUsed));
    }

    private Finding provider(String name, List<String> needed, String also) {
        var missing = needed.stream().filter(setting -> !has(setting)).toList();
        if (missing.size() == needed.size()) {
            return Finding.note(name, "simulated. For live: " + String.join(", ", needed) + " and " + also, null);
        }
        if (!missing.isEmpty()) {
            return Finding.problem(
                    name,
                    "half a set of credentials: " + String.join(", ", missing) + " missing",
                    "half a set is a mistake, and dev refuses to start with it",
                    "set " + String.join(" and ", missing) + ", or SWITCHBOARD_PROVIDERS=simulator");
        }
        return has(also)
                ? Finding.ok(name, "live: sends reach people and cost money")
                : Finding.problem(
                        name,
                        "live, and " + also + " is missing",
                        also.endsWith("TOKEN")
                                ? "Meta's handshake cannot be answered, and no webhook comes"
                                : "a WhatsApp message that names no sender has none",
                        "set " + also);
    }

    boolean isLive(List<String> needed) {
        return needed.stream().allMatch(this::has);
    }

    private boolean has(String name) {
        return surroundings.get(name).isPresent()
                || surroundings.get(name + "_FILE").isPresent();
    }

    private static Finding notUsed(String name) {
        return Finding.note("Not used", name + " is read by nothing here: Kafka and PostgreSQL keep everything", null);
    }
}
