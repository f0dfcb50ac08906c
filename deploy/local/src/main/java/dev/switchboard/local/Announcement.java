package dev.switchboard.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What there is, where it is, and what to try: only what is true of this run. */
record Announcement(Ports ports, DevSettings settings, Path folder, boolean kept, Duration start) {
    static Announcement now(Ports ports, DevSettings settings, Path folder, boolean kept) {
        var start = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        return new Announcement(ports, settings, folder, kept, start);
    }

    String kafka() {
        return "localhost:" + ports.kafka();
    }

    String readyLine() {
        return "Ready in " + seconds() + " s.   http://localhost:" + ports.ingress();
    }

    /** Tells other commands of this user where this dev is, for as long as it runs. */
    void leave(Path run, long brokerPid) {
        var all = all();
        all.put("brokerPid", brokerPid);
        all.put("control", run.resolve(Control.SOCKET).toString());
        try {
            var file = Files.writeString(
                    run.resolve("dev.json.new"), JsonMapper.shared().writeValueAsString(all));
            Files.move(file, run.resolve("dev.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(all());
    }

    private Map<String, Object> all() {
        var providers = settings.providers();
        var all = new LinkedHashMap<String, Object>();
        all.put("version", version());
        all.put("pid", ProcessHandle.current().pid());
        all.put("readySeconds", start.toMillis() / 1000.0);
        all.put("ingress", local(ports.ingress()));
        all.put("dispatcher", local(ports.dispatcher()));
        all.put("status", local(ports.status()));
        all.put("fallback", local(ports.fallback()));
        all.put("simulator", local(ports.simulator()));
        all.put("kafka", kafka());
        all.put("postgres", "postgresql://postgres@localhost:" + ports.postgres());
        all.put("providers", Map.of("twilio", name(providers.twilio()), "meta", name(providers.meta())));
        all.put("folder", folder.toString());
        all.put("log", Logs.file(folder).toString());
        return all;
    }

    String banner() {
        return """

                  Switchboard %s — development server. Not for production.

                  API, webhooks  http://localhost:%d
                  State          http://localhost:%d/api/v1/messages
                  Phone          http://localhost:%d           answer as the customer
                  Kafka          localhost:%-20d  topics %smessaging.*
                  Postgres       localhost:%-20d  databases status, dispatcher, fallback
                  Twilio         %s
                  Meta           %s
                  Log            %s

                  Ready in %s s.   %s

                %s
                """.formatted(
                        version(),
                        ports.ingress(),
                        ports.status(),
                        ports.simulator(),
                        ports.kafka(),
                        settings.topicPrefix(),
                        ports.postgres(),
                        mode(settings.providers().twilio(), "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"),
                        mode(
                                settings.providers().meta(),
                                "WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET"),
                        Logs.file(folder),
                        seconds(),
                        kept
                                ? "Ctrl-C stops; the data stay in " + folder + "."
                                : "Ctrl-C stops and forgets everything; --data ./data keeps it.",
                        toTry());
    }

    private String toTry() {
        var token = settings.callersNeedTokens() ? "-H \"Authorization: Bearer $TOKEN\" " : "";
        return """
                  Try:  curl -s localhost:%d/api/v1/messages %s-H 'Idempotency-Key: 1' \\
                             --json '{"to":"+14155550100","channel":"whatsapp","text":"Your parcel is here."}'
                """.formatted(ports.ingress(), token);
    }

    private static String mode(Providers.Mode mode, String credentials) {
        return switch (mode) {
            case LIVE -> "LIVE: sends reach people and cost money";
            case SIMULATOR -> "simulator; to go live set " + credentials;
        };
    }

    private static String name(Providers.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String local(int port) {
        return "http://localhost:" + port;
    }

    private static String version() {
        var version = Announcement.class.getPackage().getImplementationVersion();
        return version == null ? "from sources" : version;
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f", start.toMillis() / 1000.0);
    }
}
