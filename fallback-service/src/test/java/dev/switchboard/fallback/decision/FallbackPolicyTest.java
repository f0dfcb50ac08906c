package dev.switchboard.fallback.decision;

import static dev.switchboard.contracts.message.Channel.SMS;
import static dev.switchboard.contracts.message.Channel.WHATSAPP;
import static dev.switchboard.fallback.Stories.FAILED;
import static dev.switchboard.fallback.Stories.PHONE;
import static dev.switchboard.fallback.Stories.REQUESTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.Fallback.Unless;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.fallback.Stories;
import dev.switchboard.fallback.decision.Fact.What;
import dev.switchboard.fallback.decision.FallbackDecision.Never;
import dev.switchboard.fallback.decision.FallbackDecision.SendSms;
import dev.switchboard.fallback.decision.FallbackDecision.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FallbackPolicyTest {

    private static final Instant NOON_IN_THE_US = Instant.parse("2026-11-21T20:00:00Z");
    private static final Fallback ON_FAILURE = Fallback.onFailure(null);
    private static final Fallback IN_AN_HOUR = new Fallback(SMS, false, Duration.ofHours(1), null);
    private static final Fallback EITHER = new Fallback(SMS, true, Duration.ofHours(1), "by SMS");

    private final Stories story = Stories.next();
    private final FallbackPolicy policy = new FallbackPolicy(Rules.defaults());

    @ParameterizedTest(name = "{0} {1}: {2} by {3}")
    @CsvSource(nullValues = "-", textBlock = """
            fallback,       63049,  sms,    us-marketing-withheld
            fallback,       131049, sms,    us-marketing-withheld
            fallback,       63024,  sms,    not-on-whatsapp
            fallback,       130472, sms,    other-channel
            fallback,       -,      sms,    other-channel
            retry,          63017,  sms,    gave-up
            retry,          -,      sms,    gave-up
            configuration,  63020,  sms,    our-setup
            permanent,      99999,  sms,    failed-for-good
            permanent,      -,      sms,    failed-for-good
            permanent,      21211,  never,  bad-address
            permanent,      131021, never,  bad-address
            permanent,      130403, never,  blocked-by-us
            permanent,      21617,  never,  content-refused
            opt_out,        21610,  never,  opted-out
            opt_out,        -,      never,  opted-out
            window_closed,  63016,  never,  window-closed
            window_closed,  131047, never,  window-closed
            uncertain,      -,      wait,   -
            """)
    void decidesAFailureByItsKindAndCode(String kind, @Nullable String code, String decision, @Nullable String rule) {
        var decided = decide(plan(ON_FAILURE), List.of(failed(kind, code)));
        assertThat(List.of(word(decided), String.valueOf(rule(decided))))
                .containsExactly(decision, String.valueOf(rule));
    }

    @ParameterizedTest(name = "{0} to {1} saying {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            whatsapp, +14155550149, Hello, -,      SMS with Hello
            whatsapp, +14155550149, Hello, By SMS, SMS with By SMS
            whatsapp, +14155550149, -,     By SMS, SMS with By SMS
            whatsapp, +14155550149, -,     -,      nothing to say in an SMS
            whatsapp, +14155550149, Hello, ' ',    nothing to say in an SMS
            whatsapp, US.13491208,  Hello, By SMS, no phone number
            sms,      +14155550149, Hello, By SMS, only a WhatsApp message falls back
            """)
    void needsAPhoneAndAText(String channel, String to, @Nullable String says, @Nullable String own, String expected) {
        var content = new Content.Template("spring_sale", "en", null, null, says);
        var plan = plan(story.request(
                Channel.valueOf(channel.toUpperCase(Locale.ROOT)),
                new Address(to),
                content,
                Fallback.onFailure(own),
                REQUESTED));
        var found = switch (decide(plan, List.of(failed("fallback", "63024")))) {
            case SendSms sms -> "SMS with " + sms.request().content().plainText();
            case Never never -> never.grounds().reason();
            case FallbackDecision.FurtherTry _ -> "retry";
            case Wait _ -> "wait";
        };
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(textBlock = """
            ON_FAILURE, nothing,                    wait
            ON_FAILURE, failed,                     sms us-marketing-withheld
            ON_FAILURE, failed delivered,           never delivered
            ON_FAILURE, delivered,                  never delivered
            ON_FAILURE, canceled,                   never canceled
            ON_FAILURE, expired,                    never expired
            ON_FAILURE, failed optedOut,            never opted-out
            ON_FAILURE, uncertain failed,           sms us-marketing-withheld
            IN_AN_HOUR, nothing,                    wait
            IN_AN_HOUR, failed,                     wait
            IN_AN_HOUR, optedOut,                   never opted-out
            IN_AN_HOUR, overdue,                    sms deadline
            IN_AN_HOUR, failed overdue,             sms deadline
            IN_AN_HOUR, uncertain overdue,          sms deadline
            IN_AN_HOUR, optedOut overdue,           never opted-out
            IN_AN_HOUR, overdue delivered,          never delivered
            IN_AN_HOUR, overdue canceled,           never canceled
            EITHER,     failed,                     sms us-marketing-withheld
            EITHER,     overdue,                    sms deadline
            EITHER,     overdue failed,             sms us-marketing-withheld
            ON_FAILURE, failed read,                never delivered
            IN_AN_HOUR, sent overdue,               sms deadline
            IN_AN_HOUR, read overdue,               never delivered
            IF_NOT_SENT, overdue,                   sms deadline-sent
            IF_NOT_SENT, sent,                      wait
            IF_NOT_SENT, sent overdue,              wait
            IF_NOT_SENT, sent overdue failed,       sms us-marketing-withheld
            IF_NOT_SENT, sent delivered overdue,    never delivered
            IF_NOT_READ, delivered,                 wait
            IF_NOT_READ, delivered overdue,         sms deadline-read
            IF_NOT_READ, delivered overdue read,    never read
            IF_NOT_READ, delivered failed,          wait
            IF_NOT_READ, failed,                    sms us-marketing-withheld
            IF_NOT_READ, delivered optedOut,        never opted-out
            """)
    void decidesFromAllThatIsKnownInWhateverOrder(String fallback, String known, String expected) {
        var plan = plan(
                switch (fallback) {
                    case "ON_FAILURE" -> ON_FAILURE;
                    case "IN_AN_HOUR" -> IN_AN_HOUR;
                    case "IF_NOT_SENT" -> new Fallback(SMS, true, Duration.ofHours(1), Unless.SENT, null);
                    case "IF_NOT_READ" -> new Fallback(SMS, true, Duration.ofHours(1), Unless.READ, null);
                    default -> EITHER;
                });
        var facts = new ArrayList<Fact>();
        for (var word : known.split(" ")) {
            if (!word.equals("nothing")) {
                facts.add(fact(word));
            }
        }
        assertThat(outcome(decide(plan, facts))).isEqualTo(expected);
        assertThat(outcome(decide(plan, facts.reversed()))).isEqualTo(expected);
    }

    @Test
    void anSmsNeverFallsBackOnceMore() {
        var sms = decide(plan(ON_FAILURE), List.of(failed("fallback", "63049")));
        assertThat(sms).isInstanceOfSatisfying(SendSms.class, decided -> {
            assertThat(decided.request().fallback()).isNull();
            assertThat(decided.request().fallbackOf()).isEqualTo(story.id());
        });
    }

    @Test
    void asksForTheSameSmsHoweverOftenItDecides() {
        var expected = new SendRequest(
                story.id().fallback(),
                SMS,
                null,
                null,
                PHONE,
                new Content.Text("Sale ends today"),
                null,
                null,
                story.id(),
                null,
                null,
                "marketing",
                FAILED,
                null,
                null,
                null,
                null,
                null,
                "acme",
                Map.of("order", "4711"));
        for (int i = 0; i < 2; i++) {
            assertThat(decide(plan(ON_FAILURE), List.of(failed("fallback", "63049"))))
                    .isInstanceOfSatisfying(
                            SendSms.class, sms -> assertThat(sms.request()).isEqualTo(expected));
        }
    }

    @Test
    void anEndThatTheCallerChoseHoldsForTheSmsToo() {
        var end = NOON_IN_THE_US.plusSeconds(300);
        assertThat(decide(plan(endingAt(end)), List.of(failed("fallback", "63049"))))
                .isInstanceOfSatisfying(
                        SendSms.class,
                        sms -> assertThat(sms.request().expiresAt()).isEqualTo(end));
    }

    @Test
    void theDeadlineCountsFromWhenTheMessageWasToLeave() {
        assertThat(plan(IN_AN_HOUR).dueAt()).isEqualTo(REQUESTED.plusSeconds(3600));
        assertThat(plan(ON_FAILURE).dueAt()).isNull();
        var tomorrow = REQUESTED.plusSeconds(86_400);
        assertThat(plan(leavingAt(tomorrow)).dueAt()).isEqualTo(tomorrow.plusSeconds(3600));
        assertThat(plan(leavingAt(REQUESTED.minusSeconds(60))).dueAt()).isEqualTo(REQUESTED.plusSeconds(3600));
    }

    private SendRequest endingAt(Instant end) {
        return with(ON_FAILURE, null, end);
    }

    private SendRequest leavingAt(Instant start) {
        return with(IN_AN_HOUR, start, null);
    }

    private SendRequest with(Fallback fallback, @Nullable Instant sendAt, @Nullable Instant expiresAt) {
        var text = new Content.Text("1234");
        return new SendRequest(
                story.id(),
                WHATSAPP,
                null,
                null,
                PHONE,
                text,
                null,
                fallback,
                null,
                null,
                null,
                null,
                REQUESTED,
                sendAt,
                expiresAt,
                null,
                null,
                null,
                null,
                null);
    }

    private Plan plan(Fallback fallback) {
        return plan(story.request(fallback));
    }

    private Plan plan(SendRequest request) {
        return (Plan) Stories.news(story.queued(request)).getFirst();
    }

    private Fact fact(String word) {
        return switch (word) {
            case "failed" -> failed("fallback", "63049");
            case "optedOut" -> failed("opt_out", "63014");
            case "uncertain" -> failed("uncertain", null);
            default -> new Fact(story.id(), false, What.of(word), null, null, FAILED, null);
        };
    }

    private Fact failed(String kind, @Nullable String code) {
        return new Fact(story.id(), false, What.FAILED, Failure.Kind.of(kind), code, FAILED, null);
    }

    private FallbackDecision decide(Plan plan, List<Fact> facts) {
        return policy.decide(Case.of(plan, facts), NOON_IN_THE_US);
    }

    private static String outcome(FallbackDecision decision) {
        return decision instanceof Wait ? "wait" : word(decision) + " " + rule(decision);
    }

    private static String word(FallbackDecision decision) {
        return switch (decision) {
            case SendSms _ -> "sms";
            case Never _ -> "never";
            case FallbackDecision.FurtherTry _ -> "retry";
            case Wait _ -> "wait";
        };
    }

    private static @Nullable String rule(FallbackDecision decision) {
        return switch (decision) {
            case SendSms sms -> sms.grounds().rule();
            case Never never -> never.grounds().rule();
            case FallbackDecision.FurtherTry again -> again.grounds().rule();
            case Wait _ -> null;
        };
    }
}
