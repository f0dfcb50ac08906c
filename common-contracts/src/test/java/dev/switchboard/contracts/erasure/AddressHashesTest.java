package dev.switchboard.contracts.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.settings.Secret;
import org.junit.jupiter.api.Test;

class AddressHashesTest {

    private static final Address ADA = new Address("+14155550100");

    private final AddressHashes hashes = new AddressHashes(new Secret("a key of this test"));

    /** Computed with openssl: other languages and every service must come to the same. */
    @Test
    void theHashIsAPlainHmac() {
        assertThat(hashes.of(ADA))
                .isEqualTo("hmac-sha256:6670289567f967f9dcba26eee4823c83c73b97cf4e5372432fa21f2b4fd89d98");
    }

    @Test
    void anotherKeyGivesAnotherHashAndAnotherId() {
        var others = new AddressHashes(new Secret("another key"));

        assertThat(others.of(ADA)).isNotEqualTo(hashes.of(ADA));
        assertThat(others.contactId(ADA)).isNotEqualTo(hashes.contactId(ADA));
    }

    @Test
    void aContactsIdIsAUuidOfOurOwnKindAndAlwaysTheSame() {
        var id = hashes.contactId(ADA);

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(hashes.contactId(new Address("+14155550100"))).isEqualTo(id);
    }
}
