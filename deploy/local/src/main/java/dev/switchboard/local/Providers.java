package dev.switchboard.local;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who takes the place of Twilio and of Meta, decided once from the credentials that are there, and the settings that
 * follow from it.
 */
record Providers(Mode twilio, Mode meta, Map<String, String> settings) {
    enum Mode {
        LIVE,
        SIMULATOR
    }

    private static final List<String> TWILIO = List.of("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    private static final List<String> META =
            List.of("WHATSAPP_ACCESS_TOKEN", "WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_APP_SECRET");

    private static final Map<String, String> TWILIO_STAND_INS = Map.of(
            "TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000000",
            "TWILIO_AUTH_TOKEN", "00000000000000000000000000000000",
            "TWILIO_WHATSAPP_FROM", "whatsapp:+15550001111",
            "TWILIO_PHONE_NUMBER_REMINDERS", "+15550002222",
            // The simulator's number is not a long code.
            "PACE_SENDERS", "sms:+15550002222=80");
    private static final Map<String, String> META_STAND_INS = Map.of(
            "WHATSAPP_ACCESS_TOKEN", "simulator-access-token",
            "WHATSAPP_PHONE_NUMBER_ID", "15550003333",
            "WHATSAPP_DISPLAY_PHONE_NUMBER", "15550003333",
            "WHATSAPP_BUSINESS_ACCOUNT_ID", "100000000000001",
            "WHATSAPP_APP_SECRET", "simulator-app-secret",
            "WHATSAPP_VERIFY_TOKEN", "simulator-verify-token");

    static Providers of(Environment environment, String simulator) {
        var chosen = environment.get("SWITCHBOARD_PROVIDERS").orElse("");
        if (!List.of("", "simulator").contains(chosen)) {
            throw new CannotStart("SWITCHBOARD_PROVIDERS is \"" + chosen + "\"; the only value it knows is simulator.");
        }
        var forced = !chosen.isEmpty();
        var twilio = forced ? Mode.SIMULATOR : byPresence("Twilio", TWILIO, environment);
        var meta = forced ? Mode.SIMULATOR : byPresence("Meta", META, environment);
        var settings = new LinkedHashMap<String, String>();
        if (twilio == Mode.SIMULATOR) {
            settings.putAll(environment.orElse(TWILIO_STAND_INS));
            settings.put("TWILIO_API_URL", simulator);
        }
        if (meta == Mode.SIMULATOR) {
            settings.putAll(environment.orElse(META_STAND_INS));
            settings.put("WHATSAPP_GRAPH_URL", simulator);
        }
        return new Providers(twilio, meta, Map.copyOf(settings));
    }

    /** Half a set is somebody's mistake: to run on the simulator then would hide it. */
    private static Mode byPresence(String provider, List<String> names, Environment environment) {
        var missing = names.stream().filter(name -> !environment.has(name)).toList();
        if (missing.size() == names.size()) {
            return Mode.SIMULATOR;
        }
        if (!missing.isEmpty()) {
            throw new CannotStart("The credentials for " + provider + " are incomplete: "
                    + missing.stream().collect(joining(" and ")) + " missing."
                    + " Set what is missing, or SWITCHBOARD_PROVIDERS=simulator to call no provider.");
        }
        return Mode.LIVE;
    }
}
