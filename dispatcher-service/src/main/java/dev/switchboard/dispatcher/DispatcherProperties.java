package dev.switchboard.dispatcher;

import dev.switchboard.contracts.access.AccessSettings;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

@ConfigurationProperties("dispatcher")
public record DispatcherProperties(
        Environment environment,
        boolean allowStub,
        @Nullable Provider whatsappProvider,
        Database database,
        Kafka kafka,
        Calls calls,
        Pace pace,
        Pause pause,
        Recipients recipients,
        AccessSettings access,
        Duration ledgerKept,
        Duration transcriptsKept,
        @Nullable Path accountsFile,
        Retry retry,
        Uncertain uncertain,
        Twilio twilio,
        Meta meta) {

    private static final Duration LONGEST_TOPIC = Duration.ofDays(31);

    public DispatcherProperties {
        require(
                environment == Environment.DEVELOPMENT || !access.isEmpty(),
                "JWT_SECRET is missing, and so are JWT_JWKS_URI and API_KEYS: in production nobody asks without a token");
        require(
                ledgerKept.compareTo(LONGEST_TOPIC) > 0,
                "LEDGER_KEPT must be above 31d: what a topic still holds could be sent anew");
    }

    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    public record Database(String url, int poolSize, Duration frozenAfter) {
        public Database {
            require(!url.isBlank(), "DATABASE_URL is missing");
            require(poolSize > 1, "dispatcher.database.pool-size must be at least 2");
            requirePositive("DATABASE_FROZEN_AFTER", frozenAfter);
        }

        @Override
        public String toString() {
            return "Database[" + poolSize + " connections]";
        }
    }

    public record Kafka(String topicPrefix, int partitions, short replication) {}

    public record Calls(
            int workers, Duration poll, Duration lease, Duration timeout, Duration connectTimeout, Duration margin) {
        public Calls {
            require(workers > 0, "dispatcher.calls.workers must be above 0");
            requirePositive("dispatcher.calls.poll", poll);
            requirePositive("dispatcher.calls.lease", lease);
            requirePositive("dispatcher.calls.timeout", timeout);
            requirePositive("dispatcher.calls.connect-timeout", connectTimeout);
            requirePositive("dispatcher.calls.margin", margin);
        }

        /** After its lease a call may still be under way for this long, by the clock of a machine that is not ours. */
        public Duration grace() {
            return timeout.plus(margin);
        }
    }

    /**
     * How fast providers let us send, in calls a second.
     *
     * @param account 0 for no limit
     * @param senders where one differs from its channel, as {@code sms:+15550002222=10}
     */
    public record Pace(
            double whatsapp, double sms, double account, List<String> senders, int pairBurst, Duration pairInterval) {

        private static final Pattern SENDER = Pattern.compile("(whatsapp|sms):(\\S+)=(\\d{1,5}(?:\\.\\d+)?)");

        public Pace {
            require(whatsapp > 0, "PACE_WHATSAPP must be above 0");
            require(sms > 0, "PACE_SMS must be above 0");
            require(account >= 0, "PACE_ACCOUNT must not be below 0");
            require(pairBurst > 0, "PACE_PAIR_BURST must be above 0");
            requirePositive("PACE_PAIR_INTERVAL", pairInterval);
            for (var sender : senders) {
                var parts = SENDER.matcher(sender);
                require(
                        parts.matches() && Double.parseDouble(parts.group(3)) > 0,
                        "PACE_SENDERS must look like sms:+15550002222=10,whatsapp:15550003333=400");
            }
        }

        /** @param sender {@code provider:channel:line}, or a provider alone for its account */
        public double perSecond(String sender) {
            var parts = sender.split(":", 3);
            return parts.length < 3 ? account : perSecond(parts[1], parts[1] + ":" + parts[2] + "=");
        }

        private double perSecond(String channel, String prefix) {
            return senders.stream()
                    .filter(sender -> sender.startsWith(prefix))
                    .map(sender -> Double.parseDouble(sender.substring(prefix.length())))
                    .findFirst()
                    .orElse(channel.equals("sms") ? sms : whatsapp);
        }
    }

    /** When something is left alone, and how long until one message tries it again. */
    public record Pause(int failures, Duration trouble, Duration probe) {
        public Pause {
            require(failures > 0, "CIRCUIT_FAILURES must be above 0");
            requirePositive("CIRCUIT_PAUSE", trouble);
            requirePositive("PAUSE_PROBE", probe);
        }
    }

    /** The words by which a contact stops and starts, in capitals. */
    public record Recipients(List<String> stopSms, List<String> stopWhatsapp, List<String> start) {
        public Recipients {
            stopSms = capitals(stopSms);
            stopWhatsapp = capitals(stopWhatsapp);
            start = capitals(start);
        }

        private static List<String> capitals(List<String> words) {
            return words.stream()
                    .map(word -> word.strip().toUpperCase(Locale.ROOT))
                    .toList();
        }
    }

    public record Retry(Duration first, Duration longest) {
        public Retry {
            requirePositive("dispatcher.retry.first", first);
            require(longest.compareTo(first) >= 0, "dispatcher.retry.longest must not be below dispatcher.retry.first");
        }
    }

    public record Uncertain(Duration lookInterval, Duration statusWait) {
        public Uncertain {
            requirePositive("dispatcher.uncertain.look-interval", lookInterval);
            requirePositive("dispatcher.uncertain.status-wait", statusWait);
        }
    }

    public record Twilio(
            URI apiUrl,
            @Nullable String accountSid,
            RotatingSecret authToken,
            @Nullable String whatsappFrom,
            @Nullable String smsFrom,
            int smsSegments,
            @Nullable Path errorsFile,
            Callback callback) {
        public Twilio {
            requireHttp("TWILIO_API_URL", apiUrl);
            accountSid = blankAsNull(accountSid);
            whatsappFrom = blankAsNull(whatsappFrom);
            smsFrom = blankAsNull(smsFrom);
            require(smsSegments > 0, "SMS_SEGMENTS must be above 0");
            require(
                    (accountSid == null) == authToken.isEmpty(),
                    "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or a file of it) are only of use together");
        }
    }

    /** Where Twilio reports to. Ingress verifies what comes there by the same names in the same order. */
    public record Callback(
            @Nullable URI publicBaseUrl,
            @Nullable URI serverUrl,
            @Nullable URI webhookBaseUrl,
            @Nullable String domain,
            @Nullable URI webhookUrl,
            @Nullable URI statusCallbackUrl) {

        private static final String STATUS_PATH = "/api/webhooks/twilio/message-status";
        private static final URI NOBODY_SAID = URI.create("http://localhost:8080");

        public Callback {
            for (var url : Stream.of(publicBaseUrl, serverUrl, webhookBaseUrl, webhookUrl, statusCallbackUrl)
                    .filter(Objects::nonNull)
                    .toList()) {
                requireHttp("the public address " + url, url);
            }
            domain = blankAsNull(domain);
        }

        public URI address() {
            return statusCallbackUrl == null
                    ? URI.create(base().toString().replaceFirst("/+$", "") + STATUS_PATH)
                    : statusCallbackUrl;
        }

        private URI base() {
            return Stream.of(
                            publicBaseUrl,
                            serverUrl,
                            webhookBaseUrl,
                            domain == null ? null : URI.create("https://" + domain),
                            webhookUrl == null ? null : webhookUrl.resolve("/"))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(NOBODY_SAID);
        }
    }

    public record Meta(
            URI graphUrl,
            String apiVersion,
            RotatingSecret accessToken,
            @Nullable String phoneNumberId,
            @Nullable String displayPhoneNumber,
            @Nullable String businessAccountId,
            @Nullable Path errorsFile) {
        public Meta {
            requireHttp("WHATSAPP_GRAPH_URL", graphUrl);
            require(apiVersion.matches("v\\d+\\.\\d+"), "WHATSAPP_API_VERSION must look like v25.0");
            phoneNumberId = blankAsNull(phoneNumberId);
            displayPhoneNumber = blankAsNull(displayPhoneNumber);
            businessAccountId = blankAsNull(businessAccountId);
            require(
                    accessToken.isEmpty() == (phoneNumberId == null),
                    "WHATSAPP_ACCESS_TOKEN (or a file of it) and WHATSAPP_PHONE_NUMBER_ID are only of use together");
        }
    }

    /** A setting that is there but empty is as good as none. */
    @Component
    @ConfigurationPropertiesBinding
    static final class SecretReader implements Converter<String, @Nullable Secret> {
        @Override
        public @Nullable Secret convert(String text) {
            return text.isBlank() ? null : new Secret(text);
        }
    }

    @Component
    @ConfigurationPropertiesBinding
    static final class ProviderReader implements Converter<String, @Nullable Provider> {
        @Override
        public @Nullable Provider convert(String text) {
            return text.isBlank() ? null : new Provider(text.strip().toLowerCase(Locale.ROOT));
        }
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void requireHttp(String name, URI url) {
        require(
                url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
                name + " must be an http or https address");
    }

    private static void requirePositive(String name, Duration duration) {
        require(duration.isPositive(), name + " must be above 0");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
