package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.contracts.Required;
import java.util.regex.Pattern;

/** Who carries a message. An open vocabulary: an older consumer keeps reading when a newer producer knows one more. */
public record Provider(@JsonValue String name) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public static final Provider TWILIO = new Provider("twilio");
    public static final Provider META = new Provider("meta");
    public static final Provider GATEWAY = new Provider("gateway");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Provider {
        Required.that(FORM.matcher(name).matches(), "a provider is a lower-case word");
    }

    @Override
    public String toString() {
        return name;
    }
}
