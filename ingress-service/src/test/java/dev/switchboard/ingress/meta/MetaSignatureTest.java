package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.account.KnownAccounts;
import dev.switchboard.ingress.webhook.Verification.Authentic;
import dev.switchboard.ingress.webhook.Verification.Reason;
import dev.switchboard.ingress.webhook.Verification.Rejected;
import dev.switchboard.ingress.webhook.Webhook;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class MetaSignatureTest {

    private static final String BODY =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"value\":"
                    + "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15550001111\","
                    + "\"phone_number_id\":\"42\"},\"messages\":[{\"from\":\"15550002222\",\"id\":\"wamid.A\","
                    + "\"timestamp\":\"1700000000\",\"type\":\"text\",\"text\":{\"body\":\"\\u00e4\\u00f6\\u00e5\"}}]},"
                    + "\"field\":\"messages\"}]}]}";
    private static final String SIGNED = "1f547d46407385acb7a30fc7e622fe69fb7c99bd530e5b005e7f3b97f50d7d85";
    private static final String SIGNED_UNESCAPED = "5acc541e0181c7981fda8eb277b2e2add5fb81f2d9e0a63f82ff308123ab36f6";

    private final MetaSignature signature =
            new MetaSignature(RotatingSecret.of("other", "appsecret", null), KnownAccounts.none());

    @Test
    void acceptsTheKnownVectorAndTellsWhichSecretMatched() {
        assertThat(signature.verify(webhook(BODY, "sha256=" + SIGNED))).isEqualTo(new Authentic("next"));
    }

    @Test
    void signsTheBytesAndNotWhatTheyMean() {
        var unescaped = BODY.replace("\\u00e4", "ä").replace("\\u00f6", "ö").replace("\\u00e5", "å");

        assertThat(signature.verify(webhook(unescaped, "sha256=" + SIGNED_UNESCAPED)))
                .isInstanceOf(Authentic.class);
        assertThat(signature.verify(webhook(unescaped, "sha256=" + SIGNED)))
                .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        assertThat(signature.verify(webhook(BODY, "sha256=" + SIGNED_UNESCAPED)))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void rejectsWhatIsUnsignedOrSignedOtherwise() {
        assertThat(signature.verify(webhook(BODY, null))).isEqualTo(new Rejected(Reason.NO_SIGNATURE));
        assertThat(signature.verify(webhook(BODY, SIGNED))).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
        assertThat(new MetaSignature(RotatingSecret.of(null, null, null), KnownAccounts.none())
                        .verify(webhook(BODY, "sha256=" + SIGNED)))
                .isEqualTo(new Rejected(Reason.NOT_CONFIGURED));
    }

    private static Webhook webhook(String body, @Nullable String signature) {
        var headers = new HttpHeaders();
        if (signature != null) {
            headers.set(MetaSignature.HEADER, signature);
        }
        return new Webhook(
                HttpMethod.POST, "/api/whatsapp/webhook", null, headers, body.getBytes(UTF_8), Instant.EPOCH);
    }
}
