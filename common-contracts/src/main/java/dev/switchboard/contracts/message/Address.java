package dev.switchboard.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.contracts.Required;
import java.util.regex.Pattern;

/**
 * Where a message goes to or comes from: a phone number in E.164, or the id a network gives its users. It prints masked,
 * so that no log, metric or error shows a whole one.
 */
public record Address(@JsonValue String value) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");
    private static final int LONGEST = 160;
    private static final int SHOWN_AT_EACH_END = 4;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Address {
        Required.that(!value.isBlank(), "an address is blank");
        Required.that(value.length() <= LONGEST, "an address is longer than " + LONGEST + " characters");
        Required.that(isVisible(value), "an address holds a space or control character");
    }

    private static boolean isVisible(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) == 127) {
                return false;
            }
        }
        return true;
    }

    public boolean isPhone() {
        return E164.matcher(value).matches();
    }

    @Override
    public String toString() {
        if (value.length() <= 2 * SHOWN_AT_EACH_END) {
            return "***";
        }
        return value.substring(0, SHOWN_AT_EACH_END - 1) + "***" + value.substring(value.length() - SHOWN_AT_EACH_END);
    }
}
