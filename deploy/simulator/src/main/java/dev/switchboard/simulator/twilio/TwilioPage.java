package dev.switchboard.simulator.twilio;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.message.Message;
import dev.switchboard.simulator.message.Provider;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** One page of the message list, newest first; the token names the last message of the page before. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record TwilioPage(
        String firstPageUri,
        @Nullable String previousPageUri,
        String uri,
        @Nullable String nextPageUri,
        int page,
        int pageSize,
        int start,
        int end,
        List<TwilioMessage> messages) {

    static TwilioPage of(String account, List<Message> newestFirst, MultiValueMap<String, String> query) {
        var size = Math.clamp(number(query, "PageSize", 50), 1, 1000);
        var page = number(query, "Page", 0);
        var token = query.getFirst("PageToken");
        var rest = newestFirst.stream()
                .filter(message -> message.sent().provider() == Provider.TWILIO)
                .dropWhile(message ->
                        token != null && !token.equals("PA" + message.sent().sid()))
                .skip(token == null ? 0 : 1)
                .filter(wanted(query))
                .skip(token == null ? (long) page * size : 0)
                .limit(size + 1L)
                .toList();
        var shown = rest.subList(0, Math.min(size, rest.size()));
        var path = "/" + TwilioMessage.API_VERSION + "/Accounts/" + account + "/Messages.json";
        var next = rest.size() > size ? "PA" + shown.getLast().sent().sid() : null;
        return new TwilioPage(
                link(path, query, size, 0, null),
                null,
                link(path, query, size, page, token),
                next == null ? null : link(path, query, size, page + 1, next),
                page,
                size,
                page * size,
                page * size + Math.max(0, shown.size() - 1),
                shown.stream()
                        .map(message -> TwilioMessage.of(account, message))
                        .toList());
    }

    private static Predicate<Message> wanted(MultiValueMap<String, String> query) {
        var to = query.getFirst("To");
        var from = query.getFirst("From");
        return ((Predicate<Message>)
                        message -> to == null || to.equals(message.sent().to().value()))
                .and(message ->
                        from == null || from.equals(message.sent().from().value()))
                .and(sent(query.getFirst("DateSent"), LocalDate::equals))
                .and(sent(query.getFirst("DateSent<"), (day, limit) -> !day.isAfter(limit)))
                .and(sent(query.getFirst("DateSent>"), (day, limit) -> !day.isBefore(limit)));
    }

    /** Twilio compares days in UTC, both ends included; what has not left yet counts by its creation. */
    private static Predicate<Message> sent(@Nullable String day, BiPredicate<LocalDate, LocalDate> holds) {
        if (day == null) {
            return _ -> true;
        }
        var wanted = day(day);
        return message -> {
            var at = TwilioMessage.sentAt(message).orElse(message.sent().createdAt());
            return holds.test(LocalDate.ofInstant(at, ZoneOffset.UTC), wanted);
        };
    }

    private static int number(MultiValueMap<String, String> query, String name, int usual) {
        var value = query.getFirst(name);
        if (value != null && !value.matches("\\d{1,9}")) {
            throw new InvalidInput(name, "must be a number");
        }
        return value == null ? usual : Integer.parseInt(value);
    }

    private static LocalDate day(String given) {
        try {
            return LocalDate.parse(given.substring(0, Math.min(10, given.length())));
        } catch (DateTimeParseException _) {
            throw new InvalidInput("DateSent", "must begin with a day such as 2026-11-21");
        }
    }

    private static String link(
            String path, MultiValueMap<String, String> query, int size, int page, @Nullable String token) {
        var params = new LinkedHashMap<>(query.asSingleValueMap());
        params.put("PageSize", Integer.toString(size));
        params.put("Page", Integer.toString(page));
        params.remove("PageToken");
        if (token != null) {
            params.put("PageToken", token);
        }
        return path + "?" + TwilioWebhook.form(params);
    }
}
