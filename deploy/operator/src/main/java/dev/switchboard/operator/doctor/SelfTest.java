package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Addresses;
import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.api.Answer;
import dev.switchboard.operator.api.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether ingress would take what the providers sign with these settings. It is asked, and nothing is published. */
record SelfTest(Surroundings surroundings, Addresses addresses) implements Look {

    /** What dev and the simulator agree on where nobody said otherwise. */
    private static final Map<String, String> SIMULATED = Map.of(
            "TWILIO_AUTH_TOKEN", "0".repeat(32),
            "WHATSAPP_APP_SECRET", "simulator-app-secret",
            "WHATSAPP_VERIFY_TOKEN", "simulator-verify-token");

    @Override
    public Stream<Finding> findings() {
        var ingress = new Api(addresses.api(), Optional.empty());
        try {
            return Stream.of(
                    secret("TWILIO_AUTH_TOKEN").map(token -> signature(ingress, Signed.byTwilio(base(), token))),
                    secret("WHATSAPP_APP_SECRET").map(secret -> signature(ingress, Signed.byMeta(secret))),
                    secret("WHATSAPP_VERIFY_TOKEN").map(token -> handshake(ingress, token)))
                    .flatMap(Optional::stream)
                    .toList()
                    .stream();
        } catch (CannotReach _) {
            return Stream.of(Finding.unknown(
                    "Webhooks",
                    "ingress at " + addresses.api() + " does not answer",
                    "start it, or ./switchboard dev"));
        }
    }

    private Finding signature(Api ingress, Signed signed) {
        var answer = ingress.post(
                "/actuator/signatures",
                Map.of("url", base() + signed.path(), "headers", signed.headers(), "body", signed.body()),
                Map.of());
        return switch (verdict(answer)) {
            case "authentic" -> Finding.ok("Webhooks", signed.provider() + "'s signature is taken");
            case "" ->
                Finding.unknown(
                        "Webhooks",
                        signed.provider() + ": ingress does not say (" + answer.problem() + ")",
                        "ask it from inside: its actuator is not public");
            case "not_configured" ->
                Finding.problem(
                        "Webhooks",
                        signed.provider() + ": ingress has no secret to check with",
                        "every webhook is refused",
                        "start ingress with the same settings");
            default ->
                Finding.problem(
                        "Webhooks",
                        signed.provider() + "'s signature is refused: " + Hints.of(answer.body()),
                        "ingress runs with other settings than these",
                        "start it anew with them, or mend them here");
        };
    }

    private static String verdict(Answer answer) {
        return answer.isGood() ? answer.body().path("verdict").asString("") : "";
    }

    /** What Meta does once, when the address of the webhook is entered. */
    private Finding handshake(Api ingress, String token) {
        var query = "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
                + URLEncoder.encode(token, StandardCharsets.UTF_8);
        var answer = ingress.get("/api/whatsapp/webhook" + query);
        return answer.isGood() && answer.body().asString("").equals("1158201444")
                ? Finding.ok("Webhooks", "Meta's handshake is answered")
                : Finding.problem(
                        "Webhooks",
                        "Meta's handshake is refused with " + answer.status(),
                        "the webhook's address cannot be entered at Meta",
                        "start ingress with this WHATSAPP_VERIFY_TOKEN");
    }

    private Optional<String> secret(String name) {
        return surroundings.get(name).or(() -> addresses.dev().map(_ -> SIMULATED.getOrDefault(name, "")));
    }

    private String base() {
        return PublicBase.of(surroundings)
                .orElseGet(() -> addresses.api().toString().replaceFirst("/$", ""));
    }
}
