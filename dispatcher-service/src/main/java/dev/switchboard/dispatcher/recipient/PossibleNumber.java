package dev.switchboard.dispatcher.recipient;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import dev.switchboard.contracts.message.Address;
import java.util.Optional;

/** Why a number cannot be anybody's. That it is possible is enough: what is valid changes faster than any table. */
final class PossibleNumber {

    private PossibleNumber() {}

    static Optional<String> whyNot(Address phone) {
        try {
            var numbers = PhoneNumberUtil.getInstance();
            var number = numbers.parse(phone.value(), null);
            return Optional.ofNullable(
                    switch (numbers.isPossibleNumberWithReason(number)) {
                        case IS_POSSIBLE -> null;
                        case IS_POSSIBLE_LOCAL_ONLY -> "to lacks its area code";
                        case INVALID_COUNTRY_CODE -> "to begins with no country's code";
                        case TOO_SHORT -> "to is too short for +" + number.getCountryCode();
                        case TOO_LONG -> "to is too long for +" + number.getCountryCode();
                        case INVALID_LENGTH -> "to has a length that +" + number.getCountryCode() + " does not have";
                    });
        } catch (NumberParseException _) {
            return Optional.of("to is not a number that can be dialled");
        }
    }
}
