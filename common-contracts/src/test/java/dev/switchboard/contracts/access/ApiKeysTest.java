package dev.switchboard.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.BadJwtException;

class ApiKeysTest {

    /** printf %s sk_live_shop | sha256sum */
    private static final String SHOP = "36a412bc5f78e8d4275ff7b0789d1d36bf0e89dfa43fe8d6463d67d995eef11f";

    private static final String NEW_SHOP = "2377e74420da8667a5adfbc2c105bfc3620d01fa44e97d3438aee84d01fd08e2";

    private final Callers callers =
            new Callers(ApiKeys.of("sk_live_", "shop:messages:send+messages:read:" + SHOP), null);

    @Test
    void aKeyNamesItsCallerAndWhatHeMayDo() {
        var caller = callers.decode("sk_live_shop");

        assertThat(caller.getSubject()).isEqualTo("shop");
        assertThat(caller.getClaimAsString("scope")).isEqualTo("messages:send messages:read");
        assertThat(caller.toString() + caller.getTokenValue()).doesNotContain("sk_live_shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_",
                "sk_live_Shop",
                "sk_live_shop ",
                "sk_live_" + SHOP,
                "shop",
                "",
                "eyJhbGciOiJub25lIn0.e30."
            })
    void everythingElseIsRefused(String shown) {
        assertThatThrownBy(() -> callers.decode(shown)).isInstanceOf(BadJwtException.class);
    }

    @Test
    void aNameMayHaveTwoKeysWhileTheyChange() {
        var keys = ApiKeys.of("sk_live_", "shop:messages:send:" + NEW_SHOP + ", shop:messages:send:" + SHOP);

        assertThat(keys.decode("sk_live_shop").getSubject()).isEqualTo("shop");
    }

    @Test
    void noneIsNone() {
        assertThat(ApiKeys.of("sk_live_", null).isEmpty()).isTrue();
        assertThat(ApiKeys.of("sk_live_", " ").isEmpty()).isTrue();
        assertThat(callers.toString() + ApiKeys.of("sk_live_", "shop:messages:send:" + SHOP))
                .doesNotContain(SHOP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop | entry 1 is not name:scope+scope:sha256hex",
                "shop:HASH | entry 1 is not name:scope+scope:sha256hex",
                "shop:messages:send:HASH,, | entry 2 is not name:scope+scope:sha256hex",
                "shop:messages:sned:HASH | entry 1 (shop) has a scope that is none of messages:send, ",
                "shop::HASH | entry 1 (shop) has a scope that is none of ",
                "shop:messages:send+:HASH | entry 1 (shop) has a scope that is none of ",
                "a:messages:send:HASH,b:messages:send:12 | entry 2 (b) does not end with a SHA-256",
                "b:messages:send:sk_live_shop | entry 1 (b) does not end with a SHA-256",
                "b c:messages:send:HASH | entry 1 has a name"
            })
    void whatIsNoEntryIsNamedAndNeverQuoted(String entries, String reason) {
        assertThatThrownBy(() -> ApiKeys.of("sk_live_", entries.replace("HASH", SHOP)))
                .hasMessageStartingWith("API_KEYS: " + reason.strip())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SHOP, "sk_live_shop", "sned"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "sk live", "eyJhbG"})
    void aPrefixThatTokensHaveTooIsRefused(String prefix) {
        assertThatThrownBy(() -> ApiKeys.of(prefix, null)).hasMessageStartingWith("API_KEY_PREFIX");
    }
}
