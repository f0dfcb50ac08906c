package dev.switchboard.ingress.gateway;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.ingress.gateway.Mode.Algorithm;
import dev.switchboard.ingress.gateway.Mode.Encoding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** What WhatsApp Web gateways and we agreed on: nothing of it is a standard. */
@ConfigurationProperties("gateway")
record GatewayProperties(
        RotatingSecret secret,
        String signatureHeader,
        String signaturePrefix,
        Encoding signatureEncoding,
        Algorithm signatureAlgorithm,
        RotatingSecret apiKey,
        @Nullable Duration tolerance,
        DataSize largestWebhook) {

    GatewayProperties {
        Required.that(!signatureHeader.isBlank(), "WEBHOOK_SIGNATURE_HEADER is blank");
        Required.that(largestWebhook.toBytes() > 0, "LARGEST_GATEWAY_WEBHOOK is not positive");
        Required.that(tolerance == null || tolerance.isPositive(), "WEBHOOK_TOLERANCE is not positive");
        // A yaml value cannot say "nothing".
        signaturePrefix = "none".equals(signaturePrefix) ? "" : signaturePrefix;
    }

    Mode mode() {
        return new Mode(signatureHeader, signaturePrefix, signatureEncoding, signatureAlgorithm);
    }
}
