package dev.switchboard.operator.phone;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Answer;
import dev.switchboard.operator.api.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes to us as a customer. */
@Command(
        name = "write",
        aliases = "reply",
        mixinStandardHelpOptions = true,
        description = "Writes to us as this customer, by WhatsApp or SMS.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard phone write +14155550100 \"Thanks, tomorrow please\"",
            "  ./switchboard phone write +14155550100 STOP --sms"
        })
final class WriteAsCustomer implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(30);

    private final Surroundings surroundings;

    @Mixin
    private final Where where;

    @Parameters(index = "0", paramLabel = "NUMBER", description = "Who writes: +14155550100.")
    private String number = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "What.")
    private String text = "";

    @Option(names = "--sms", description = "By SMS instead of WhatsApp.")
    private boolean sms;

    @Option(names = "--provider", description = "twilio, the default, or meta.")
    private String provider = "twilio";

    @Option(names = "--to", paramLabel = "NUMBER", description = "To which of our numbers; the configured one without.")
    private @Nullable String to;

    @Option(names = "--name", paramLabel = "NAME", description = "What the customer is called.")
    private @Nullable String name;

    @Option(
            names = "--answers",
            paramLabel = "ID",
            description = "The message of ours that is answered; see phone show.")
    private @Nullable String about;

    @Option(
            names = "--picture",
            paramLabel = "FILE|URL",
            description = "With a picture: a file of this machine, or by Twilio an address.")
    private @Nullable String picture;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    WriteAsCustomer(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() {
        var inbound = new LinkedHashMap<String, Object>();
        inbound.put("provider", provider);
        inbound.put("channel", sms ? "sms" : "whatsapp");
        inbound.put("from", number);
        inbound.put("text", text);
        put(inbound, "to", to);
        put(inbound, "profileName", name);
        put(inbound, "replyTo", about);
        var command = Objects.requireNonNull(spec).commandLine();
        put(inbound, "mediaUrl", picture == null || picture.contains("://") ? picture : inside(picture, command));
        var answer = Simulator.of(where).post("/api/inbound", inbound, Map.of());
        var exit = told(command, answer, json);
        if (exit == ExitCode.DONE && !json) {
            command.getOut().println(inbox(answer.body().path("id").asString("")));
        }
        return exit;
    }

    /** The file itself, as an address. */
    private static String inside(String file, CommandLine command) {
        try {
            var path = Path.of(file);
            var type = Files.probeContentType(path);
            return "data:" + (type == null ? "application/octet-stream" : type) + ";base64,"
                    + Base64.getEncoder().encodeToString(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new ParameterException(command, file + " cannot be read", e);
        }
    }

    /** The way from the webhook to what people see is what somebody who plays the customer wants to know. */
    private String inbox(String providerId) {
        var state = new Api(where.addresses().state(), surroundings.get("SWITCHBOARD_TOKEN"));
        var begin = surroundings.clock().instant();
        try {
            while (surroundings.clock().instant().isBefore(begin.plus(PATIENCE))) {
                if (state.get("/api/v1/messages/" + Simulator.inPath(providerId))
                        .isGood()) {
                    return "in the inbox after "
                            + Duration.between(begin, surroundings.clock().instant())
                                    .toMillis() + " ms";
                }
                Thread.sleep(MOMENT);
            }
            return "not in the inbox after " + PATIENCE.toSeconds() + " s";
        } catch (CannotReach e) {
            return "whether it is in the inbox cannot be seen: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** What ingress said to the webhook; a provider would hear the same. */
    static int told(CommandLine command, Answer answer, boolean json) {
        if (answer.status() == 400) {
            throw new ParameterException(command, answer.problem());
        }
        if (!answer.isGood()) {
            throw new CannotReach("Ingress did not answer: " + answer.problem(), null);
        }
        var status = answer.body().path("webhookStatus").intValue(0);
        command.getOut()
                .println(
                        json
                                ? answer.body().toString()
                                : "webhook signed, answered " + status + " in "
                                        + answer.body().path("ms").asString("?") + " ms");
        return status == 200 ? ExitCode.DONE : ExitCode.CANNOT_REACH;
    }

    private static void put(Map<String, Object> inbound, String name, @Nullable String value) {
        if (value != null) {
            inbound.put(name, value);
        }
    }
}
