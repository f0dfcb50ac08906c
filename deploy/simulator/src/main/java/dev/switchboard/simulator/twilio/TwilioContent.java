package dev.switchboard.simulator.twilio;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A template as Twilio's Content API lists it. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record TwilioContent(
        String sid,
        String accountSid,
        String friendlyName,
        String language,
        Map<String, String> variables,
        Map<String, Map<String, String>> types,
        String dateCreated,
        String dateUpdated,
        String url,
        Map<String, String> links) {

    private static final String MADE = "2026-01-01T00:00:00Z";

    /** What the one account has; a sid follows from its name, so that it is the same after every start. */
    private static final Map<String, String> TEMPLATES = Map.of(
            "spring_sale", "Sale ends {{1}}",
            "order_update", "Your order {{1}}",
            "appointment_reminder", "We expect you on {{1}}",
            "login_code", "Your code is {{1}}");

    static List<TwilioContent> of(String account) {
        return TEMPLATES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(template -> of(account, template.getKey(), template.getValue()))
                .toList();
    }

    private static TwilioContent of(String account, String name, String body) {
        var sid = "HX"
                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "");
        return new TwilioContent(
                sid,
                account,
                name,
                "en",
                Map.of("1", ""),
                Map.of("twilio/text", Map.of("body", body)),
                MADE,
                MADE,
                "https://content.twilio.com/v1/Content/" + sid,
                Map.of());
    }

    /** The one page there is. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<TwilioContent> contents, Map<String, Object> meta) {
        static Page of(String account) {
            var contents = TwilioContent.of(account);
            return new Page(contents, Map.of("key", "contents", "page", 0, "page_size", contents.size()));
        }
    }
}
