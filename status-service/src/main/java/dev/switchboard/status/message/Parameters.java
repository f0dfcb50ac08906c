package dev.switchboard.status.message;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.http.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What callers write into an address line, and what they mean. */
public final class Parameters {

    private static final int MOST = 200;

    private Parameters() {}

    public static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw Refused.parameter("limit", "is not between 1 and " + MOST);
        }
        return asked;
    }

    /** An unescaped plus arrives as a space; people also leave it out. */
    public static Address address(String name, String text) {
        var number = text.strip();
        var plus = number.matches("[1-9]\\d{4,14}") ? "+" + number : number;
        return parse(name, plus, Address::new, "is not an address");
    }

    static Status status(String text) {
        return parse("status", text, Status::of, "is not a status");
    }

    public static Channel channel(String text) {
        return parse("channel", text, Message::channel, "is not a channel");
    }

    public static Provider provider(String text) {
        return parse("provider", text, Provider::new, "is not a provider");
    }

    static IdPrefix id(String text) {
        return parse("id", text.strip(), IdPrefix::new, "is too short or too long for the beginning of an id");
    }

    /** RFC 3339, or a day by itself, which begins at midnight UTC. An unescaped plus arrives as a space here too. */
    public static Instant time(String name, String text) {
        return parse(
                name,
                text.strip().replace(' ', '+'),
                time -> isDay(time)
                        ? LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(time).toInstant(),
                "is neither an RFC 3339 time nor a day");
    }

    public static boolean isDay(String text) {
        return text.strip().length() == "2026-11-21".length();
    }

    public static @Nullable Cursor cursor(@Nullable String text) {
        return text == null ? null : Cursor.parse(text);
    }

    private static <T> T parse(String name, String text, Function<String, T> form, String otherwise) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Refused.parameter(name, otherwise);
        }
    }
}
