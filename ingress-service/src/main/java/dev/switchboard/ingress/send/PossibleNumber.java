package dev.switchboard.ingress.send;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says why a text cannot be anybody's number. Possible is enough: what is valid changes faster than any table, and the
 * numbers people test with are not.
 */
final class PossibleNumber {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d*");

    private PossibleNumber() {}

    static Optional<String> whyNot(String text) {
        if (!E164.matcher(text).matches()) {
            return Optional.of("is not in E.164, such as +14155550100: a plus and digits alone");
        }
        try {
            var numbers = PhoneNumberUtil.getInstance();
            var number = numbers.parse(text, null);
            var country = "+" + number.getCountryCode();
            return switch (numbers.isPossibleNumberWithReason(number)) {
                case IS_POSSIBLE -> Optional.empty();
                case IS_POSSIBLE_LOCAL_ONLY -> Optional.of("lacks its area code for " + country);
                case TOO_SHORT -> Optional.of("is too short for " + country);
                case TOO_LONG -> Optional.of("is too long for " + country);
                case INVALID_LENGTH -> Optional.of("has a length that " + country + " does not have");
                case INVALID_COUNTRY_CODE -> Optional.of("begins with no country's code");
            };
        } catch (NumberParseException e) {
            return Optional.of(whyNot(e.getErrorType()));
        }
    }

    private static String whyNot(NumberParseException.ErrorType type) {
        return switch (type) {
            case INVALID_COUNTRY_CODE -> "begins with no country's code";
            case TOO_LONG -> "is too long";
            case NOT_A_NUMBER, TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> "is too short";
        };
    }
}
