package dev.switchboard.operator.doctor;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.api.Answer;
import dev.switchboard.operator.api.Api;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks the providers, and reads only: does the account exist, is the number ours, are there templates. */
record Online(Surroundings surroundings) implements Look {

    @Override
    public Stream<Finding> findings() {
        return Stream.concat(twilio(), meta());
    }

    private Stream<Finding> twilio() {
        var account = surroundings.get("TWILIO_ACCOUNT_SID").orElse("");
        var token = surroundings.get("TWILIO_AUTH_TOKEN").orElse("");
        if (account.isEmpty() || token.isEmpty()) {
            return Stream.empty();
        }
        var basic = Base64.getEncoder().encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
        var api = api("TWILIO_API_URL", "https://api.twilio.com", "Basic " + basic);
        return Stream.of(asked("Twilio", () -> api.get("/2010-04-01/Accounts/" + account + ".json"), this::account));
    }

    private Finding account(Answer answer) {
        var status = answer.body().path("status").asString("");
        if (answer.status() == 401 || answer.status() == 404) {
            return refused(
                    "Twilio", "account and token are not known there", "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
        }
        return status.equals("active")
                ? Finding.ok(
                        "Twilio",
                        "account is active, type " + answer.body().path("type").asString("?"))
                : refused("Twilio", "account is " + (status.isEmpty() ? answer.problem() : status), "Twilio's console");
    }

    private Stream<Finding> meta() {
        var token = surroundings.get("WHATSAPP_ACCESS_TOKEN").orElse("");
        var number = surroundings.get("WHATSAPP_PHONE_NUMBER_ID").orElse("");
        if (token.isEmpty() || number.isEmpty()) {
            return Stream.empty();
        }
        var api = api("WHATSAPP_GRAPH_URL", "https://graph.facebook.com", "Bearer " + token);
        var version = "/" + surroundings.get("WHATSAPP_API_VERSION").orElse("v25.0") + "/";
        var fetched = asked("Meta", () -> api.get(version + number), this::number);
        return Stream.concat(
                Stream.of(fetched),
                surroundings.get("WHATSAPP_BUSINESS_ACCOUNT_ID").stream()
                        .map(business -> asked(
                                "Meta",
                                () -> api.get(version + business + "/message_templates?limit=100"),
                                this::templates)));
    }

    private Finding number(Answer answer) {
        var quality = answer.body().path("quality_rating").asString("");
        if (!answer.isGood()) {
            return refused("Meta", "number: " + said(answer), "WHATSAPP_ACCESS_TOKEN and WHATSAPP_PHONE_NUMBER_ID");
        }
        return quality.equals("RED")
                ? refused("Meta", "the number's quality is red: Meta will limit it", "what is sent to whom")
                : Finding.ok(
                        "Meta",
                        "number is known, quality "
                                + (quality.isEmpty() ? "unknown" : quality.toLowerCase(Locale.ROOT)));
    }

    private Finding templates(Answer answer) {
        if (!answer.isGood()) {
            return refused("Meta", "templates: " + said(answer), "WHATSAPP_BUSINESS_ACCOUNT_ID");
        }
        var all = answer.body().path("data");
        var approved = all.valueStream()
                .filter(one -> one.path("status").asString("").equals("APPROVED"))
                .count();
        return approved > 0
                ? Finding.ok("Meta", approved + " of " + all.size() + " templates are approved")
                : Finding.note("Meta", "no template is approved: outside 24 hours nothing can be sent", null);
    }

    private static String said(Answer answer) {
        return answer.body().at("/error/message").asString("HTTP " + answer.status());
    }

    private static Finding refused(String provider, String says, String look) {
        return Finding.problem(provider, says, "nothing sent this way arrives", "look at " + look);
    }

    private static Finding asked(String provider, Supplier<Answer> question, Function<Answer, Finding> reading) {
        try {
            return reading.apply(question.get());
        } catch (CannotReach _) {
            return Finding.unknown(
                    provider, "does not answer", "look at the way out of this machine: proxy, firewall, DNS");
        }
    }

    private Api api(String setting, String usual, String authorization) {
        return Api.authorized(URI.create(surroundings.get(setting).orElse(usual)), Optional.of(authorization));
    }
}
