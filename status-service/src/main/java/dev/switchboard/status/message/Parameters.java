package dev.switchboard.status.message;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.problem.InvalidParameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What callers write into an address line, and what they mean. */
public final class Parameters {

    private static final int MOST = 200;

    private Parameters() {}

    public static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw new InvalidParameter("limit", "is not between 1 and " + MOST);
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

    static Channel channel(String text) {
        return parse("channel", text, Message::channel, "is not a channel");
    }

    static @Nullable Cursor cursor(@Nullable String text) {
        return text == null ? null : Cursor.parse(text);
    }

    private static <T> T parse(String name, String text, Function<String, T> form, String otherwise) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameter(name, otherwise);
        }
    }
}
