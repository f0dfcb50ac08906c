package dev.switchboard.simulator;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("simulator")
public record SimulatorProperties(
        URI publicBaseUrl,
        URI ingressUrl,
        int keep,
        @Nullable Long seed,
        Duration stepDelay,
        Callbacks callbacks,
        Twilio twilio,
        Meta meta) {

    public SimulatorProperties {
        requireHttp("simulator.public-base-url", publicBaseUrl);
        requireHttp("simulator.ingress-url", ingressUrl);
        require(keep > 0, "simulator.keep must be above 0");
        require(!stepDelay.isNegative(), "simulator.step-delay must not be negative");
    }

    public record Callbacks(boolean retry, Duration retryFor, int concurrency) {
        public Callbacks {
            require(retryFor.isPositive(), "simulator.callbacks.retry-for must be above 0");
            require(concurrency > 0, "simulator.callbacks.concurrency must be above 0");
        }
    }

    public record Twilio(String apiUrl, String accountSid, Secret authToken, String whatsappFrom, String smsFrom) {
        public Twilio {
            requireText("simulator.twilio.account-sid", accountSid);
            requireText("simulator.twilio.auth-token", authToken.value());
            requireText("simulator.twilio.whatsapp-from", whatsappFrom);
            requireText("simulator.twilio.sms-from", smsFrom);
            apiUrl = apiUrl.replaceFirst("/$", "");
            whatsappFrom = whatsappFrom.startsWith("whatsapp:") ? whatsappFrom : "whatsapp:" + whatsappFrom;
        }
    }

    public record Meta(
            Secret accessToken,
            Secret appSecret,
            Secret verifyToken,
            String phoneNumberId,
            String displayPhoneNumber,
            String businessAccountId) {
        public Meta {
            requireText("simulator.meta.access-token", accessToken.value());
            requireText("simulator.meta.app-secret", appSecret.value());
            requireText("simulator.meta.verify-token", verifyToken.value());
            requireText("simulator.meta.phone-number-id", phoneNumberId);
            requireText("simulator.meta.display-phone-number", displayPhoneNumber);
            requireText("simulator.meta.business-account-id", businessAccountId);
        }
    }

    /** Where ingress is reached from outside, for a path of its own. */
    public URI atIngress(String path) {
        var base = publicBaseUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static void requireHttp(String name, URI url) {
        require(
                url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
                name + " must be an http or https address, was " + url);
    }

    private static void requireText(String name, String value) {
        require(!value.isBlank(), name + " must not be blank");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
