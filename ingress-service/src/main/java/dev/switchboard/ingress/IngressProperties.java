package dev.switchboard.ingress;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.access.AccessSettings;
import dev.switchboard.contracts.settings.RotatingSecret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/** Everything that can be set; {@code ingress.yml} says by which variable. */
@ConfigurationProperties("ingress")
public record IngressProperties(
        Environment environment,
        PublicBase publicBase,
        URI dashboardUrl,
        DataSize largestWebhook,
        Duration acknowledgedWithin,
        Kafka kafka,
        Spool spool,
        Twilio twilio,
        Meta meta,
        AccessSettings access) {

    public IngressProperties {
        Required.that(isWeb(dashboardUrl), "DASHBOARD_URL is not an http or https address");
        Required.that(largestWebhook.toBytes() > 0, "LARGEST_WEBHOOK is not positive");
        Required.that(acknowledgedWithin.isPositive(), "ACKNOWLEDGED_WITHIN is not positive");
        Required.that(
                environment == Environment.DEVELOPMENT || !access.isEmpty(),
                "APP_ENV is production and JWT_SECRET is missing, and so are JWT_JWKS_URI and API_KEYS:"
                        + " nobody could be told from anybody else");
        Required.that(
                environment == Environment.DEVELOPMENT
                        || twilio.authToken().isEmpty()
                        || publicBase.firstOf(twilio.webhookUrl()) != null,
                "APP_ENV is production and PUBLIC_BASE_URL is missing: it is part of what Twilio signs");
        Required.that(
                environment == Environment.DEVELOPMENT || !spool.isTemporary(),
                "APP_ENV is production and SPOOL_DIRECTORY lies among the temporary files: what waits there may vanish");
    }

    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    /** The names under which people set the public address, most telling first. */
    public record PublicBase(
            @Nullable URI publicBaseUrl,
            @Nullable URI serverUrl,
            @Nullable URI webhookBaseUrl,
            @Nullable String domain) {

        public PublicBase {
            requireWeb("PUBLIC_BASE_URL", publicBaseUrl);
            requireWeb("SERVER_URL", serverUrl);
            requireWeb("WHATSAPP_WEBHOOK_BASE_URL", webhookBaseUrl);
        }

        /** Without a slash at its end, or null where nobody said. */
        public @Nullable String firstOf(@Nullable URI webhookUrl) {
            if (publicBaseUrl != null) {
                return withoutSlash(publicBaseUrl.toString());
            }
            if (serverUrl != null) {
                return withoutSlash(serverUrl.toString());
            }
            if (webhookBaseUrl != null) {
                return withoutSlash(webhookBaseUrl.toString());
            }
            if (domain != null && !domain.isBlank()) {
                return "https://" + withoutSlash(domain.strip());
            }
            return webhookUrl == null ? null : webhookUrl.getScheme() + "://" + webhookUrl.getRawAuthority();
        }

        private static String withoutSlash(String url) {
            return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        }
    }

    public record Kafka(String topicPrefix, int partitions, short replication) {}

    /** Where webhooks wait while the broker is away, and after how long a broker counts as away. */
    public record Spool(Path directory, DataSize largest, Duration brokerPatience) {

        public Spool {
            Required.that(largest.toBytes() > 0, "SPOOL_SIZE is not positive");
            Required.that(brokerPatience.isPositive(), "BROKER_PATIENCE is not positive");
        }

        boolean isTemporary() {
            return directory.toAbsolutePath().startsWith(System.getProperty("java.io.tmpdir"));
        }
    }

    public record Twilio(
            RotatingSecret authToken,
            @Nullable URI webhookUrl,
            @Nullable URI statusCallbackUrl,
            @Nullable Path errorsFile) {

        public Twilio {
            requireWeb("WEBHOOK_URL", webhookUrl);
            requireWeb("STATUS_CALLBACK_URL", statusCallbackUrl);
        }
    }

    public record Meta(
            RotatingSecret appSecret,
            RotatingSecret verifyToken,
            @Nullable Path errorsFile) {}

    private static void requireWeb(String name, @Nullable URI uri) {
        Required.that(uri == null || isWeb(uri), name + " is not an http or https address");
    }

    private static boolean isWeb(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }
}
