package dev.switchboard.simulator.twilio;

import dev.switchboard.simulator.message.Channel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The form of a create call, and the rules Twilio holds it to. */
record TwilioSend(
        String to,
        String from,
        @Nullable String service,
        String body,
        List<String> media,
        @Nullable String contentSid,
        @Nullable String contentVariables,
        @Nullable String callback) {

    private static final Pattern ADDRESS =
            Pattern.compile("(whatsapp:)?\\+[1-9]\\d{6,14}|whatsapp:[A-Z]{2}\\.[A-Za-z0-9.]{1,135}");
    /** Also short codes and names, which can send but not receive. */
    private static final Pattern SENDER = Pattern.compile(ADDRESS.pattern() + "|\\d{3,8}|[A-Za-z0-9 ]{1,11}");

    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");
    private static final int LONGEST_BODY = 1600;
    private static final int MOST_MEDIA = 10;

    private record Rule(TwilioError error, Predicate<TwilioSend> broken) {}

    private static final List<Rule> RULES = List.of(
            new Rule(TwilioError.NO_TO, send -> send.to.isBlank()),
            new Rule(TwilioError.INVALID_TO, send -> !ADDRESS.matcher(send.to).matches()),
            new Rule(TwilioError.NO_FROM, send -> send.from.isBlank() && send.service == null),
            new Rule(
                    TwilioError.INVALID_FROM,
                    send -> !send.from.isBlank() && !SENDER.matcher(send.from).matches()),
            new Rule(
                    TwilioError.DIFFERENT_CHANNELS,
                    send -> !send.from.isBlank() && whatsapp(send.from) != whatsapp(send.to)),
            new Rule(TwilioError.SAME_NUMBER, send -> !send.to.isBlank() && send.to.equals(send.from)),
            new Rule(TwilioError.INVALID_MEDIA, send -> send.media.stream().anyMatch(media -> !address(media))),
            new Rule(
                    TwilioError.INVALID_VARIABLES,
                    send -> send.contentVariables != null && !object(send.contentVariables)),
            new Rule(
                    TwilioError.NO_CONTENT,
                    send -> send.body.isEmpty() && send.media.isEmpty() && send.contentSid == null),
            new Rule(
                    TwilioError.INVALID_CONTENT_SID,
                    send -> send.contentSid != null
                            && !CONTENT_SID.matcher(send.contentSid).matches()),
            new Rule(TwilioError.BODY_TOO_LONG, send -> send.body.length() > LONGEST_BODY),
            new Rule(TwilioError.TOO_MUCH_MEDIA, send -> send.media.size() > MOST_MEDIA),
            new Rule(TwilioError.INVALID_CALLBACK, send -> send.callback != null && !address(send.callback)));

    static TwilioSend of(MultiValueMap<String, String> form) {
        return new TwilioSend(
                text(form, "To"),
                text(form, "From"),
                form.getFirst("MessagingServiceSid"),
                text(form, "Body"),
                form.getOrDefault("MediaUrl", List.of()),
                form.getFirst("ContentSid"),
                form.getFirst("ContentVariables"),
                form.getFirst("StatusCallback"));
    }

    Optional<TwilioError> refusal() {
        return RULES.stream()
                .filter(rule -> rule.broken.test(this))
                .map(Rule::error)
                .findFirst();
    }

    /** All that is wrong, not only what Twilio tells first. */
    List<String> problems() {
        return RULES.stream()
                .filter(rule -> rule.broken.test(this))
                .map(rule -> rule.error.code() + " " + rule.error.message())
                .toList();
    }

    Map<String, Object> request() {
        var request = new LinkedHashMap<String, Object>();
        request.put("To", to);
        request.put("From", from);
        request.put("Body", body);
        request.put("MediaUrl", media);
        putIfGiven(request, "MessagingServiceSid", service);
        putIfGiven(request, "ContentSid", contentSid);
        putIfGiven(request, "ContentVariables", contentVariables);
        putIfGiven(request, "StatusCallback", callback);
        return request;
    }

    private static void putIfGiven(Map<String, Object> request, String name, @Nullable String value) {
        if (value != null) {
            request.put(name, value);
        }
    }

    Channel channel() {
        return whatsapp(to) ? Channel.WHATSAPP : Channel.SMS;
    }

    boolean template() {
        return contentSid != null;
    }

    /** Templates are not rendered here: the text says which one it would have been. */
    String text() {
        return template() && body.isEmpty()
                ? "[" + contentSid + "] " + (contentVariables == null ? "" : contentVariables)
                : body;
    }

    private static String text(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }

    private static boolean object(String json) {
        try {
            return JsonMapper.shared().readTree(json).isObject();
        } catch (JacksonException _) {
            return false;
        }
    }

    private static boolean whatsapp(String address) {
        return address.startsWith("whatsapp:");
    }

    private static boolean address(String callback) {
        try {
            var url = URI.create(callback);
            var web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return web && url.getHost() != null && !url.getHost().contains("_");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
