package dev.switchboard.contracts.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Unfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

    private static final String SID = "AC00000000000000000000000000000001";

    @Test
    void readsAccountsWithTheirSecretsAndSenders() {
        var accounts = Accounts.parse("""
                # what each of them signs with, and what it sends from
                twilio:
                  - name: shop-eu
                    accountSid: AC00000000000000000000000000000001
                    authToken: {current: 00012e3, next: no, previous: ""}
                    senders: [+15550001111, whatsapp:+15550002222]
                  - name: shop-us
                    accountSid: AC00000000000000000000000000000002
                    authToken: second
                    apiKey: {sid: SK1, secret: key}
                    messagingServiceSid: MG1
                meta:
                  - name: brand
                    appSecret: app
                    verifyToken: verify
                    accessToken: access
                    numbers: [{phoneNumberId: 42, number: +15550003333}]
                gateway:
                  - session: shop
                    secret: hush
                    signature: {header: X-Signature, prefix: none, encoding: base64, algorithm: sha512}
                """.getBytes(UTF_8));

        var first = accounts.twilio().getFirst();
        assertThat(first.authToken().named()).containsOnlyKeys("current", "next");
        assertThat(first.authToken().current().value()).isEqualTo("00012e3");
        assertThat(first.authToken().named().get("next").value()).isEqualTo("no");
        assertThat(first.senders()).containsExactly("+15550001111", "whatsapp:+15550002222");
        assertThat(accounts.meta().getFirst().numbers().getFirst().phoneNumberId())
                .isEqualTo("42");
        assertThat(accounts.gateway().getFirst().signature()).isNotNull();
        assertThat(accounts.toString()).doesNotContain("00012e3", "second", "key,", "hush");
    }

    @Test
    void mayLeaveOutAProvider() {
        assertThat(Accounts.parse("gateway: [{session: shop, apiKey: k}]".getBytes(UTF_8))
                        .twilio())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is not a list of named settings",
                "- a | it is not a list of named settings",
                "twilio: [ | it is no YAML at line 1",
                "!!java.lang.Runtime {} | it is no YAML at line 1",
                "twillio: [] | twillio: unknown or of the wrong form",
                "twilio: [{name: a, accountSid: secret, authToken: hidden}] | twilio.0: accountSid is not AC and 32 hexadecimal digits",
                "twilio: [{name: a, accountSid: " + SID + "}] | twilio.0: authToken is missing",
                "twilio: [{name: a, accountSid: " + SID
                        + ", authToken: {next: hidden}}] | twilio.0.authToken: current is missing",
                "twilio: [{name: a, accountSid: " + SID + ", authToken: ''}] | twilio.0.authToken: current is blank",
                "twilio: [{name: A B, accountSid: " + SID
                        + ", authToken: x}] | twilio.0: name is not of small letters, digits and dashes",
                "twilio: [{name: a, accountSid: " + SID
                        + ", authToken: x, token: hidden}] | twilio.0.token: unknown or of the wrong form",
                "meta: [{name: a, appSecret: x}, {name: a, appSecret: y}] | name is there twice",
                "gateway: [{session: a b, secret: x}] | gateway.0: session is no name of a session",
                "gateway: [{session: a}] | gateway.0: secret and apiKey are both missing",
                "gateway: [{session: a, secret: x, signature: {encoding: octal}}] | gateway.0.signature: encoding is not hex or base64",
            })
    void saysWhereItCannotBeUsedAndNothingOfWhatStandsThere(String yaml, String reason) {
        assertThatThrownBy(() -> Accounts.parse(yaml.getBytes(UTF_8)))
                .isInstanceOf(Unfit.class)
                .hasMessage(reason)
                .hasNoCause();
    }
}
