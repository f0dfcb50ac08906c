package dev.switchboard.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "+14155550142, +14***0142, true",
        "+4915112345678, +49***5678, true",
        "12036302@lid, 120***@lid, false",
        "session-one, ses***-one, false",
        "+1234567, ***, true",
        "14155550142, 141***0142, false",
        "+0155550142, +01***0142, false"
    })
    void addressPrintsMasked(String value, String printed, boolean isPhone) {
        var address = new Address(value);

        assertThat(address).hasToString(printed);
        assertThat(address.isPhone()).isEqualTo(isPhone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+1 415 555 0142", "+1415555\n0142", "+1415555\u007f0142"})
    void nonsenseIsRefusedWithoutBeingQuoted(String value) {
        assertThatThrownBy(() -> new Address(value))
                .isInstanceOf(Unfit.class)
                .hasMessageStartingWith("an address ")
                .message()
                .doesNotContain("1415");
    }

    @Test
    void endlessAddressIsRefused() {
        assertThatThrownBy(() -> new Address("1".repeat(161))).hasMessage("an address is longer than 160 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Twilio", "1twilio", "twilio meta", "a23456789012345678901234567890123"})
    void providerIsALowerCaseWord(String name) {
        assertThatThrownBy(() -> new Provider(name))
                .isInstanceOf(Unfit.class)
                .hasMessage("a provider is a lower-case word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "1-1-1-1-1",
                "0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0",
                "{0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f}"
            })
    void idIsAWholeUuid(String text) {
        assertThatThrownBy(() -> MessageId.of(text)).isInstanceOf(Unfit.class).hasMessage("an id is not a UUID");
        assertThatThrownBy(() -> ConversationId.of(text))
                .isInstanceOf(Unfit.class)
                .hasMessage("an id is not a UUID");
    }
}
