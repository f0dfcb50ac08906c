package dev.switchboard.operator.doctor;

import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Answer;
import dev.switchboard.operator.api.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks ingress, which has the secrets and the public address, why a signature does not match. */
@Command(
        name = "signature",
        mixinStandardHelpOptions = true,
        description = {
            "Explains why a webhook's signature does not match: scheme, host, port, path, query, body or secret.",
            "Ingress is asked, with the settings it runs with. It accepts nothing for that, and publishes nothing."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:the signature matches",
            "1:it does not match, or something is typed wrongly",
            "2:ingress does not answer"
        },
        footer = {
            "",
            "Examples:",
            "  ./switchboard doctor signature --url https://gw.example.com/api/webhooks/sms --body"
                    + " 'MessageSid=SM1&Body=Hi' --sig 'AbC…='",
            "  ./switchboard doctor signature --provider meta --url https://gw.example.com/api/whatsapp/webhook --body"
                    + " @webhook.json --sig sha256=…"
        })
final class ExplainSignature implements Callable<Integer> {

    private static final Map<String, String> HEADERS = Map.of(
            "twilio", "X-Twilio-Signature",
            "meta", "X-Hub-Signature-256",
            "gateway", "X-Webhook-Signature");

    private final Surroundings surroundings;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "What the provider called, with its query.")
    private String url = "";

    @Option(names = "--provider", description = "twilio, meta or gateway; without it, as --sig looks.")
    private @Nullable String provider;

    @Option(names = "--body", description = "What was posted, as it was posted; @FILE reads it from a file.")
    private String body = "";

    @Option(names = "--sig", required = true, paramLabel = "SIGNATURE", description = "The signature's header.")
    private String signature = "";

    @Option(names = "--method", description = "POST, the default, or GET.")
    private String method = "POST";

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "Another header, X-Forwarded-Host for instance.")
    private List<String> headers = List.of();

    @Option(
            names = "--ingress",
            paramLabel = "URL",
            description = "Ingress from inside; without it, the dev that runs here.")
    private @Nullable URI ingress;

    @Option(names = "--port-base", paramLabel = "N", description = "The dev that was started with this port base.")
    private @Nullable Integer portBase;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ExplainSignature(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var at = ingress == null ? new Where(surroundings, portBase).addresses().api() : ingress;
        var request = new LinkedHashMap<String, String>();
        request.put("url", url);
        request.put("method", method);
        request.put("headers", headers());
        request.put("body", content());
        var answer = new Api(at, Optional.empty()).post("/actuator/signatures", request, Map.of());
        if (answer.body().path("verdict").isMissingNode()) {
            throw mistake(answer.status() == 404 ? at + " is not ingress from inside" : answer.problem());
        }
        var matches = answer.body().path("verdict").asString().equals("authentic");
        output().println(json ? answer.body().toString() : text(answer));
        return matches ? ExitCode.DONE : ExitCode.USAGE;
    }

    private static String text(Answer answer) {
        var who = answer.body().path("provider").asString();
        return switch (answer.body().path("verdict").asString()) {
            case "authentic" ->
                "✓ " + who + ": the signature matches, made with the secret "
                        + answer.body().path("matched").asString("current");
            case "no_signature" -> "✗ " + who + ": there is no signature in the header that provider uses";
            case "not_configured" -> "✗ " + who + ": ingress has no secret of that provider, and refuses all it sends";
            default -> "✗ " + who + ": " + Hints.of(answer.body());
        };
    }

    private String headers() {
        var lines = new ArrayList<>(headers);
        lines.add(HEADERS.get(providerName()) + ": " + signature);
        lines.add("X-Forwarded-Proto: " + url.replaceFirst(":.*", ""));
        if (headers.stream().noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("content-type"))) {
            var jsonBody = content().startsWith("{") || content().startsWith("[");
            lines.add("Content-Type: " + (jsonBody ? "application/json" : "application/x-www-form-urlencoded"));
        }
        return String.join("\n", lines);
    }

    private String providerName() {
        if (provider != null) {
            if (!HEADERS.containsKey(provider)) {
                throw mistake("--provider is twilio, meta or gateway, not " + provider);
            }
            return provider;
        }
        if (url.matches(".*/api/whatsapp/webhook/[^/?]+(\\?.*)?")) {
            return "gateway";
        }
        return signature.startsWith("sha256=") ? "meta" : "twilio";
    }

    private String content() {
        if (!body.startsWith("@")) {
            return body;
        }
        try {
            return Files.readString(Path.of(body.substring(1)));
        } catch (IOException _) {
            throw mistake(body.substring(1) + " cannot be read");
        }
    }

    private ParameterException mistake(String text) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
    }

    private PrintWriter output() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
