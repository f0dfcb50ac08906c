package dev.switchboard.fallback.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.Stories;
import dev.switchboard.fallback.decision.Fact.What;
import dev.switchboard.fallback.decision.FallbackDecision.FurtherTry;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import dev.switchboard.fallback.decision.FallbackDecision.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

public class RulesTest {

    private static final String EVERYBODY_ELSE = """
            {"rule": "r1", "kind": "retry", "then": "sms", "reason": "r"},
            {"rule": "r2", "kind": "fallback", "then": "sms", "reason": "r"},
            {"rule": "r3", "kind": "permanent", "then": "sms", "reason": "r"},
            {"rule": "r4", "kind": "configuration", "then": "sms", "reason": "r"},
            {"rule": "r5", "kind": "opt_out", "then": "never", "reason": "r"},
            {"rule": "r6", "kind": "window_closed", "then": "never", "reason": "r"},
            {"rule": "r7", "kind": "uncertain", "then": "wait", "reason": "r"}
            """;

    private final Stories story = Stories.next();

    @Test
    void haveAVersionAndNamesOfTheirOwn() {
        assertThat(Rules.defaults().version()).isEqualTo("default-2");
        assertThat(Rules.defaults().rules()).extracting(Rules.Rule::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', textBlock = """
            a rule for one country alone | {"rule":"r5","kind":"opt_out","then":"never","reason":"r"} | {"rule":"r5","kind":"opt_out","then":"never","reason":"r","countries":["US"]} | no rule for every failure of kind opt_out
            the same name twice          | "r6" | "r7" | two rules have the same name
            a misspelt field             | "rule":"r1" | "countrys":["US"],"rule":"r1" | countrys
            delays that shrink           | ] | ],"furtherTries":{"after":["PT2H","PT1H"],"deadline":"PT9H"} | furtherTries.after does not grow
            a night without an end       | ] | ],"quietHours":[{"from":"21:00","to":"21:00"}] | quietHours.from and quietHours.to are the same
            """)
    void refuseWhatLeavesSomethingOpen(String what, String replaced, String by, String complaint) {
        var whole = rules("");
        assertThat(Rules.parse(whole.getBytes(StandardCharsets.UTF_8)).version())
                .isEqualTo("mine");
        var wrong = whole.replace(" ", "").replaceFirst(Pattern.quote(replaced), by);
        assertThatThrownBy(() -> Rules.parse(wrong.getBytes(StandardCharsets.UTF_8)))
                .as(what)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest(name = "{0} of {1} to {2}, {3}: {4}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            63049  | marketing | +14155550149   | sms            | sms us-marketing-withheld
            131049 | marketing | +14155550149   | sms            | sms us-marketing-withheld
            63049  | marketing | +15550001111   | sms            | sms us-marketing-withheld
            63049  | marketing | +14165550149   | sms            | try 1 at PT24H until PT96H, marketing-withheld
            63049  | marketing | +4915112345678 | sms            | try 1 at PT24H until PT96H, marketing-withheld
            131049 | -         | +4915112345678 | sms            | try 1 at PT24H until PT96H, marketing-withheld
            63049  | marketing | DE.13491208    | sms            | try 1 at PT24H until PT96H, marketing-withheld
            63049  | marketing | +4915112345678 | sms after 30h  | try 1 at PT24H until PT30H, marketing-withheld
            63049  | marketing | +4915112345678 | sms after 5h   | sms marketing-withheld
            63049  | marketing | +4915112345678 | only after 30h | try 1 at PT24H until PT30H, marketing-withheld
            63049  | marketing | +4915112345678 | only after 5h  | wait
            63024  | marketing | +4915112345678 | sms            | sms not-on-whatsapp
            130472 | utility   | +4915112345678 | sms            | sms other-channel
            """)
    void byCodeAndCountry(String code, @Nullable String category, String to, String fallback, String expected) {
        var decision = decide(
                Rules.defaults(), Case.of(plan(request(to, category, fallback, Map.of(), null)), failures(code)));
        assertThat(said(decision)).isEqualTo(expected);
    }

    @Test
    void furtherTriesGrowApartAndEndInAnSms() {
        var plan = plan(request("+4915112345678", "marketing", "sms", Map.of(), null));
        var first = furtherTry(new Case(plan, null, failures("63049"), List.of()));
        var due = Stories.REQUESTED.plus(Duration.ofHours(96));
        var tried = new Tried(first.request().messageId(), story.id(), 1, List.of());
        assertThat(said(decide(Rules.defaults(), new Case(plan, due, failures("63049"), List.of(tried)))))
                .isEqualTo("wait");

        var failedAgain = Stories.REQUESTED.plus(Duration.ofHours(25));
        tried = tried.with(List.of(failed(tried, "63049", failedAgain)));
        var second = furtherTry(new Case(plan, due, failures("63049"), List.of(tried)));
        assertThat(second.n()).isEqualTo(2);
        assertThat(second.request().messageId()).isEqualTo(story.id().retry(2));
        assertThat(second.request().sendAt()).isEqualTo(failedAgain.plus(Duration.ofHours(48)));
        assertThat(second.request().expiresAt()).isEqualTo(due);

        var last = new Tried(story.id().retry(2), story.id(), 2, List.of());
        last = last.with(List.of(failed(last, "63049", failedAgain.plus(Duration.ofHours(48)))));
        var exhausted = new Case(plan, due, failures("63049"), List.of(tried, last));
        assertThat(said(decide(Rules.defaults(), exhausted))).isEqualTo("sms marketing-withheld");
    }

    @Test
    void aFurtherTryIsTheSameMessageUnderAnotherName() {
        var original = request("+4915112345678", "marketing", "sms", Map.of("order", "4711"), null);
        var request = furtherTry(Case.of(plan(original), failures("63049"))).request();
        assertThat(request.messageId()).isEqualTo(story.id().retry(1));
        assertThat(request.retryOf()).isEqualTo(story.id());
        assertThat(request.channel()).isEqualTo(Channel.WHATSAPP);
        assertThat(request.content()).isEqualTo(original.content());
        assertThat(request.metadata()).isEqualTo(original.metadata());
        assertThat(request.fallback()).as("its original has one").isNull();
    }

    @ParameterizedTest(name = "{0} of a further try: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            window_closed 63016 | sms window-closed-meanwhile
            opt_out 63014       | never opted-out
            fallback 63024      | sms not-on-whatsapp
            uncertain 1         | wait
            """)
    void whatBecomesOfAFurtherTryDecides(String failure, String expected) {
        var plan = plan(request("+4915112345678", "marketing", "sms", Map.of(), null));
        var tried = new Tried(story.id().retry(1), story.id(), 1, List.of());
        var word = failure.split(" ");
        var fact = new Fact(tried.id(), false, What.FAILED, Failure.Kind.of(word[0]), word[1], Stories.FAILED, null);
        var one = new Case(plan, null, failures("63049"), List.of(tried.with(List.of(fact))));
        assertThat(said(decide(Rules.defaults(), one))).isEqualTo(expected);
    }

    @Test
    void whatIsDeliveredAtLastNeedsNoSms() {
        var plan = plan(request("+4915112345678", "marketing", "sms", Map.of(), null));
        var tried = new Tried(story.id().retry(1), story.id(), 1, List.of());
        var delivered = new Fact(tried.id(), false, What.DELIVERED, null, null, Stories.FAILED, null);
        var overdue = new ArrayList<>(failures("63049"));
        overdue.add(Fact.overdue(story.id(), Stories.FAILED, null));
        var one = new Case(plan, null, overdue, List.of(tried.with(List.of(delivered))));
        assertThat(said(decide(Rules.defaults(), one))).isEqualTo("never delivered");
    }

    @ParameterizedTest(name = "{0} with consent {1}: {2}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            marketing | -   | never no-consent
            marketing | yes | sms r2
            marketing | no  | never no-consent
            utility   | -   | sms r2
            utility   | no  | never no-consent
            -         | -   | sms r2
            """)
    void anSmsNeedsTheConsentThatIsAskedFor(@Nullable String category, @Nullable String consent, String expected) {
        var rules = Rules.parse(rules(",\"consent\":{\"metadata\":\"bySms\",\"neededFor\":[\"marketing\"]}")
                .getBytes(StandardCharsets.UTF_8));
        var metadata = consent == null ? Map.<String, String>of() : Map.of("bySms", consent);
        var plan = plan(request("+14155550149", category, "sms", metadata, null));
        assertThat(said(decide(rules, Case.of(plan, failures("63024"))))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "to {0} at {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            +4915112345678, 2026-11-21T19:59:59Z, -
            +4915112345678, 2026-11-21T20:00:00Z, 2026-11-22T07:00:00Z
            +4915112345678, 2026-11-22T03:00:00Z, 2026-11-22T07:00:00Z
            +4915112345678, 2026-11-22T07:00:00Z, -
            +4915112345678, 2026-07-21T19:30:00Z, 2026-07-22T06:00:00Z
            +14155550149,   2026-11-21T17:30:00Z, 2026-11-21T18:00:00Z
            +14155550149,   2026-11-21T20:00:00Z, -
            +14155550149,   2026-11-22T02:00:00Z, 2026-11-22T18:00:00Z
            +819012345678,  2026-11-21T12:00:00Z, 2026-11-21T23:00:00Z
            +99912345678,   2026-11-21T22:00:00Z, 2026-11-22T08:00:00Z
            """)
    void marketingBySmsWaitsForTheMorningOfTheRecipient(String to, Instant now, @Nullable Instant sendAt) {
        var one = Case.of(plan(request(to, "marketing", "sms", Map.of(), null)), failures("63024"));
        assertThat(sms(new FallbackPolicy(Rules.defaults()).decide(one, now)).sendAt())
                .isEqualTo(sendAt);
        var utility = Case.of(plan(request(to, "utility", "sms", Map.of(), null)), failures("63024"));
        assertThat(sms(new FallbackPolicy(Rules.defaults()).decide(utility, now))
                        .sendAt())
                .isNull();
    }

    @Test
    void everyCountryLeavesAnHourInWhichNobodySleeps() {
        var night = Rules.defaults().quietHours().getFirst();
        for (var country : Locale.getISOCountries()) {
            if (country.equals("AQ")) {
                continue; // has bases by clocks all around the world, and no numbers of its own
            }
            var end = night.end(Stories.REQUESTED, Country.zones(country));
            assertThat(Country.zones(country))
                    .as(country)
                    .allSatisfy(zone -> assertThat(end.atZone(zone).getHour()).isBetween(8, 20));
        }
    }

    @Test
    void anSmsThatWouldComeTooLateIsNotSent() {
        var night = Instant.parse("2026-11-21T22:00:00Z");
        var soon = night.plus(Duration.ofHours(1));
        var one = Case.of(plan(request("+4915112345678", "marketing", "sms", Map.of(), soon)), failures("63024"));
        assertThat(said(new FallbackPolicy(Rules.defaults()).decide(one, night)))
                .isEqualTo("never too-late");
    }

    @ParameterizedTest(name = "{0} sends as {1}")
    @CsvSource(nullValues = "-", textBlock = """
            acme, MG00000000000000000000000000000001
            else, +15550002222
            -,    +15550002222
            """)
    void theSenderMayDependOnTheTenant(@Nullable String tenant, String sender) {
        var rules = Rules.parse(
                rules(",\"senders\":{\"acme\":\"MG00000000000000000000000000000001\",\"*\":\"+15550002222\"}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(rules.sender(tenant)).isEqualTo(new Address(sender));
        assertThat(Rules.defaults().sender(tenant)).isNull();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            +14155550149, US
            +14165550149, CA
            +15550001111, US
            +447400123456, GB
            +8835100000000, -
            US.13491208, -
            """)
    void knowsWhereANumberIsAtHome(String number, @Nullable String country) {
        assertThat(Country.of(new Address(number))).isEqualTo(country);
    }

    public static String rules(String more) {
        return "{\"version\":\"mine\",\"rules\":[" + EVERYBODY_ELSE + "]" + more + "}";
    }

    private static FallbackDecision decide(Rules rules, Case one) {
        return new FallbackPolicy(rules).decide(one, Instant.parse("2026-11-21T20:00:00Z"));
    }

    private static FurtherTry furtherTry(Case one) {
        return (FurtherTry) decide(Rules.defaults(), one);
    }

    private static SendRequest sms(FallbackDecision decision) {
        return ((SendSms) decision).request();
    }

    private SendRequest request(
            String to,
            @Nullable String category,
            String fallback,
            Map<String, String> metadata,
            @Nullable Instant end) {
        var hours = fallback.replaceAll("\\D", "");
        var after = hours.isEmpty() ? null : Duration.ofHours(Long.parseLong(hours));
        var json = Wire.JSON.createObjectNode();
        var base = story.request(
                Channel.WHATSAPP,
                new Address(to),
                new Content.Text("Sale ends today"),
                new Fallback(Channel.SMS, fallback.startsWith("sms"), after, null),
                Stories.REQUESTED);
        json.setAll((ObjectNode) Wire.JSON.readTree(Wire.write(base)));
        json.put("category", category);
        json.set("metadata", Wire.JSON.valueToTree(metadata));
        if (end != null) {
            json.put("expiresAt", end.toString());
        }
        return Wire.JSON.treeToValue(json, SendRequest.class);
    }

    private Plan plan(SendRequest request) {
        return (Plan) Stories.news(story.queued(request)).getFirst();
    }

    private List<Fact> failures(String code) {
        var at = Stories.REQUESTED;
        return List.of(new Fact(story.id(), false, What.FAILED, Failure.Kind.FALLBACK, code, at, null));
    }

    private static Fact failed(Tried tried, String code, Instant at) {
        return new Fact(tried.id(), false, What.FAILED, Failure.Kind.FALLBACK, code, at, null);
    }

    private static String said(FallbackDecision decision) {
        return switch (decision) {
            case SendSms(var _, var grounds) -> "sms " + grounds.rule();
            case Never(var grounds) -> "never " + grounds.rule();
            case FurtherTry(var request, var n, var grounds) ->
                "try " + n + " at " + since(request.sendAt()) + " until " + since(request.expiresAt()) + ", "
                        + grounds.rule();
            case Wait() -> "wait";
        };
    }

    private static Duration since(@Nullable Instant at) {
        return Duration.between(Stories.REQUESTED, at);
    }
}
