package dev.switchboard.fallback.decision;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.request.SendRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a failure leads to, as data: the first rule that fits decides. Its version is kept with every decision.
 *
 * @param senders by tenant, {@code *} for the others: a number or a messaging service; without it, the dispatcher's own
 */
public record Rules(
        String version,
        List<Rule> rules,
        FurtherTries furtherTries,
        Consent consent,
        List<QuietHours> quietHours,
        Map<String, Address> senders,
        Sms sms,
        Cost cost) {

    static final String OTHERS = "*";

    /** A misspelt field would be a rule nobody follows. */
    private static final JsonMapper STRICT = Wire.JSON
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Rules(
            String version,
            List<Rule> rules,
            @Nullable FurtherTries furtherTries,
            @Nullable Consent consent,
            @Nullable List<QuietHours> quietHours,
            @Nullable Map<String, Address> senders,
            @Nullable Sms sms,
            @Nullable Cost cost) {
        Required.field("version", version);
        Required.field("rules", rules);
        for (var kind : Failure.Kind.values()) {
            Required.that(
                    rules.stream().anyMatch(rule -> rule.isForAll(kind)),
                    "no rule for every failure of kind " + kind.wireName());
        }
        Required.that(
                rules.stream().map(Rule::name).distinct().count() == rules.size(), "two rules have the same name");
        this.version = version;
        this.rules = List.copyOf(rules);
        this.furtherTries = requireNonNullElse(furtherTries, FurtherTries.NONE);
        this.consent = requireNonNullElse(consent, Consent.ASSUMED);
        this.quietHours = requireNonNullElse(quietHours, List.of());
        this.senders = requireNonNullElse(senders, Map.of());
        this.sms = requireNonNullElse(sms, Sms.USUAL);
        this.cost = requireNonNullElse(cost, Cost.UNKNOWN);
    }

    /**
     * One line of the table; what it does not name, it does not ask for.
     *
     * @param codes the provider's
     * @param countries of the recipient, as ISO 3166 writes them
     * @param categories of the request
     * @param ofFurtherTry whether it was not the original that failed
     */
    record Rule(
            @JsonProperty("rule") String name,
            Failure.Kind kind,
            @Nullable Set<String> codes,
            @Nullable Set<String> countries,
            @Nullable Set<String> categories,
            @Nullable Boolean ofFurtherTry,
            Then then,
            String reason) {
        Rule {
            Required.field("rule", name);
            Required.field("kind", kind);
            Required.field("then", then);
            Required.field("reason", reason);
        }

        boolean isForAll(Failure.Kind kind) {
            return this.kind == kind
                    && codes == null
                    && countries == null
                    && categories == null
                    && ofFurtherTry == null;
        }

        boolean fits(Fact failure, Subject subject) {
            return kind == failure.kind()
                    && holds(codes, failure.code())
                    && holds(countries, subject.country())
                    && holds(categories, subject.category())
                    && (ofFurtherTry == null || ofFurtherTry == subject.isFurtherTry());
        }

        private static boolean holds(@Nullable Set<String> wanted, @Nullable String found) {
            return wanted == null || found != null && wanted.contains(found);
        }
    }

    /** Whose message failed. */
    record Subject(@Nullable String country, @Nullable String category, boolean isFurtherTry) {}

    enum Then {
        @JsonProperty("sms")
        SMS,
        /** A further try by WhatsApp, later; an SMS where there is no time for one. */
        @JsonProperty("retry")
        RETRY,
        @JsonProperty("never")
        NEVER,
        /** It is no reason by itself: something else will be heard, or the deadline passes. */
        @JsonProperty("wait")
        WAIT
    }

    /**
     * How long after a failure the next try leaves.
     *
     * @param deadline from when the message was to leave; then the SMS, where the request names no time of its own
     */
    record FurtherTries(List<Duration> after, Duration deadline) {

        static final FurtherTries NONE = new FurtherTries(List.of(), Duration.ofDays(1));

        FurtherTries {
            Required.field("furtherTries.after", after);
            Required.field("furtherTries.deadline", deadline);
            Required.that(deadline.isPositive(), "furtherTries.deadline is not positive");
            Required.that(after.stream().allMatch(Duration::isPositive), "furtherTries.after is not positive");
            Required.that(after.equals(after.stream().sorted().toList()), "furtherTries.after does not grow");
        }
    }

    /**
     * Whoever asks for a fallback says that it is allowed; this is for those who want it said for each message.
     *
     * @param metadata where a request says {@code yes} or {@code no}; a no always holds
     * @param neededFor the categories for which silence is a no
     */
    record Consent(String metadata, Set<String> neededFor) {

        static final Consent ASSUMED = new Consent("smsConsent", Set.of());
        private static final Set<String> YES = Set.of("yes", "true");

        Consent {
            Required.field("consent.metadata", metadata);
            Required.field("consent.neededFor", neededFor);
        }

        boolean isGiven(@Nullable String category, Map<String, String> said) {
            var word = said.get(metadata);
            return word == null ? category == null || !neededFor.contains(category) : YES.contains(word);
        }
    }

    /**
     * @param mostParts what is longer is cut
     * @param templates what our templates say, for requests that do not bring the words along
     */
    record Sms(int mostParts, Map<String, String> templates) {

        /** Twilio takes no more than 1,600 characters. */
        private static final int MOST_PARTS = 10;

        static final Sms USUAL = new Sms(MOST_PARTS, Map.of());

        Sms {
            Required.field("sms.templates", templates);
            Required.that(mostParts > 0 && mostParts <= MOST_PARTS, "sms.mostParts is not between 1 and " + MOST_PARTS);
        }
    }

    /**
     * @param perPart by country of the recipient, {@code *} for the others, in whatever currency the caps are
     * @param perTenantAndDay what may be spent, {@code *} for each of the others; without it, everything
     */
    public record Cost(Map<String, BigDecimal> perPart, Map<String, BigDecimal> perTenantAndDay) {

        static final Cost UNKNOWN = new Cost(Map.of(), Map.of());

        public Cost {
            Required.field("cost.perPart", perPart);
            Required.field("cost.perTenantAndDay", perTenantAndDay);
            Required.that(
                    perTenantAndDay.isEmpty() || perPart.containsKey(OTHERS),
                    "cost.perPart has no price for the other countries (*)");
        }

        /** Nothing, where nobody said what it costs. */
        @Nullable
        public BigDecimal of(SendRequest sms) {
            var country = Country.of(sms.to());
            var own = country == null ? null : perPart.get(country);
            var price = own == null ? perPart.get(OTHERS) : own;
            return price == null
                    ? null
                    : price.multiply(BigDecimal.valueOf(
                            SmsParts.of(String.valueOf(sms.content().plainText()))));
        }

        @Nullable
        public BigDecimal cap(@Nullable String tenant) {
            var own = tenant == null ? null : perTenantAndDay.get(tenant);
            return own == null ? perTenantAndDay.get(OTHERS) : own;
        }
    }

    public static Rules defaults() {
        try (var file = Rules.class.getResourceAsStream("rules.json")) {
            return parse(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Rules parse(byte[] json) {
        return STRICT.readValue(json, Rules.class);
    }

    public Rule of(Fact failure, Subject subject) {
        return rules.stream()
                .filter(rule -> rule.fits(failure, subject))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a failure without a kind"));
    }

    @Nullable
    Address sender(@Nullable String tenant) {
        var own = tenant == null ? null : senders.get(tenant);
        return own == null ? senders.get(OTHERS) : own;
    }

    @Override
    public String toString() {
        return "Rules[" + version + ", "
                + Arrays.toString(rules.stream().map(Rule::name).toArray()) + "]";
    }
}
