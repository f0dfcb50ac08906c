package dev.switchboard.operator.message;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Api;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Sends one message through the API and watches its life. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Sends a message through the API and watches its life until its fate is known.",
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:delivered, by itself or by its fallback",
            "1:typed wrongly, or the API refused the request",
            "2:the system does not answer",
            "3:not delivered",
            "4:still under way when --wait was over"
        },
        footer = {
            "",
            "Examples:",
            "  ./switchboard send --to +14155550100 --text \"Your parcel is here.\"",
            "  ./switchboard send --to +14155550149 --template spring_sale --text \"Sale ends today\" --fallback sms"
        })
final class SendMessage implements Callable<Integer> {

    private static final int UNDER_WAY = 4;

    private final Surroundings surroundings;

    @Mixin
    private final Where where;

    @Option(names = "--to", required = true, paramLabel = "NUMBER", description = "Whom: +14155550100.")
    private String to = "";

    @Option(names = "--channel", description = "whatsapp (the default) or sms.")
    private String channel = "whatsapp";

    @Option(names = "--text", description = "What it says; beside a template, what that says in plain words.")
    private @Nullable String text;

    @Option(names = "--template", paramLabel = "NAME", description = "A template instead of a text.")
    private @Nullable String template;

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "A variable of the template; may be repeated.")
    private Map<String, String> variables = Map.of();

    @Option(names = "--media", paramLabel = "URL", description = "A picture or another file, by its address.")
    private @Nullable String media;

    @Option(names = "--provider", description = "twilio or meta; without it, whoever is configured.")
    private @Nullable String provider;

    @Option(names = "--from", description = "The sender; without it, the configured one.")
    private @Nullable String from;

    @Option(names = "--fallback", description = "sms: an SMS instead, should it fail.")
    private @Nullable String fallback;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The Idempotency-Key: who sends it twice sends one message.")
    private @Nullable String key;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to watch: ${DEFAULT-VALUE} s; 0 not at all.")
    private int wait = 60;

    @Option(names = "--json", description = "Print one JSON object at the end, and nothing else.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    SendMessage(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        var addresses = where.addresses();
        var token = surroundings.get("SWITCHBOARD_TOKEN");
        var answer =
                new Api(addresses.api(), token).post("/api/v1/messages", request(), Map.of("Idempotency-Key", key()));
        if (!answer.isGood()) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), answer.problem());
        }
        var id = answer.body().path("id").asString();
        var lines = new LifeLines(json ? Optional.empty() : Optional.of(output()), surroundings.clock());
        lines.accepted(channel, id);
        if (wait == 0) {
            return concluded(id, List.of(), ExitCode.DONE);
        }
        var watch = new Watch(new Api(addresses.state(), token), surroundings.clock(), lines, fallback != null);
        var lives = watch.until(id, Duration.ofSeconds(wait));
        return concluded(id, lives, exit(lives));
    }

    private int concluded(String id, List<Life> lives, int exit) {
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            all.put("id", id);
            all.put(
                    "status",
                    lives.isEmpty() ? "accepted" : lives.getFirst().status().wireName());
            all.put("delivered", !lives.isEmpty() && exit == ExitCode.DONE);
            all.put("messages", lives.stream().map(LifeLines::json).toList());
            output().println(JsonMapper.shared().writeValueAsString(all));
        } else if (exit == UNDER_WAY) {
            output().println(
                            "Still under way after " + wait + " s; --wait watches longer, ./switchboard tail follows.");
        }
        return exit;
    }

    private static int exit(List<Life> lives) {
        if (lives.stream().anyMatch(life -> life.status().isSuccess())) {
            return ExitCode.DONE;
        }
        return !lives.isEmpty() && lives.getLast().status().isFailure() ? ExitCode.FINDINGS : UNDER_WAY;
    }

    private Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("to", to);
        request.put("channel", channel);
        put(request, "text", text);
        if (template != null) {
            request.put("template", variables.isEmpty() ? template : Map.of("name", template, "variables", variables));
        }
        put(request, "media", media == null ? null : Map.of("url", media));
        put(request, "provider", provider);
        put(request, "from", from);
        put(request, "fallback", fallback);
        return request;
    }

    private static void put(Map<String, Object> request, String name, @Nullable Object value) {
        if (value != null) {
            request.put(name, value);
        }
    }

    /** Without a key of their own two calls are two messages. */
    private String key() {
        return key == null ? UUID.randomUUID().toString() : key;
    }

    private PrintWriter output() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
