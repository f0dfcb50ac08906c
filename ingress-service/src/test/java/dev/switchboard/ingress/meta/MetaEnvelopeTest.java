package dev.switchboard.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.account.AccountEvent;
import dev.switchboard.contracts.account.AccountEvent.AccountChanged;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.account.AccountEvent.SenderQualityChanged;
import dev.switchboard.contracts.account.AccountEvent.TemplateChanged;
import dev.switchboard.contracts.account.AccountEvent.UnknownAccountEvent;
import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.inbound.ReceivedContent.Choice;
import dev.switchboard.contracts.inbound.ReceivedContent.Media;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content.Location;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.Failure.Kind;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.settings.Accounts;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.ingress.Fixtures;
import dev.switchboard.ingress.webhook.Fact;
import dev.switchboard.ingress.webhook.Facts;
import dev.switchboard.ingress.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class MetaEnvelopeTest {

    private static final KnownFailures FAILURES = KnownFailures.builtIn(Provider.META);
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant SAID_AT = Instant.ofEpochSecond(1_700_000_000);
    private static final Address OURS = new Address("+15550003333");
    private static final Address ADA = new Address("+14155550100");

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("text", new ReceivedContent("text", "äöå", null, null, null)),
                Arguments.of(
                        "image",
                        new ReceivedContent(
                                "image",
                                "The parcel",
                                List.of(new Media("M1", null, "image/jpeg", "c2hh", null, null)),
                                null,
                                null)),
                Arguments.of(
                        "location",
                        new ReceivedContent(
                                "location", null, null, new Location(52.52, 13.4, "Office", "Street 1"), null)),
                Arguments.of(
                        "button", new ReceivedContent("button", "Yes", null, null, new Choice("confirm-1", "Yes"))),
                Arguments.of(
                        "list",
                        new ReceivedContent("interactive", "Tomorrow", null, null, new Choice("slot-2", "Tomorrow"))),
                Arguments.of("flow", new ReceivedContent("interactive", "Sent", null, null, null)),
                Arguments.of("contacts", new ReceivedContent("contacts", null, null, null, null)),
                Arguments.of("order", new ReceivedContent("order", "Please", null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsWhatAContactWrote(String shown, ReceivedContent content) {
        var message = (MessageReceived) inbound("message-" + shown);

        assertThat(message.content()).isEqualTo(content);
        assertThat(message.raw()).isNotNull();
        assertThat(message.raw().get("id").asString()).isEqualTo("wamid.A");
    }

    @Test
    void namesMessageConversationAndContact() {
        var message = (MessageReceived) inbound("message-text");

        assertThat(message.messageId()).isEqualTo(MessageId.elsewhere(Provider.META, "42", "wamid.A"));
        assertThat(message.conversationId()).isEqualTo(ConversationId.between(Channel.WHATSAPP, OURS, ADA));
        assertThat(message.contact()).isEqualTo(Contact.phone(ADA, "Ada"));
        assertThat(message.account()).isEqualTo("42");
        assertThat(message.occurredAt()).isEqualTo(SAID_AT);
        assertThat(message.replyTo()).isEqualTo("wamid.Q");
    }

    @Test
    void knowsAContactWithoutANumberByItsUserId() {
        var message = (MessageReceived) inbound("message-user-without-number");

        assertThat(message.contact()).isEqualTo(new Contact(new Address("US.134912"), null, "US.134912", "Ada"));
    }

    @Test
    void takesMillisecondsForWhatTheyAre() {
        assertThat(inbound("message-milliseconds").occurredAt()).isEqualTo(SAID_AT);
    }

    @Test
    void readsReactionsEditsAndRevocations() {
        assertThat((ReactionReceived) inbound("reaction"))
                .extracting(ReactionReceived::reactedTo, ReactionReceived::emoji)
                .containsExactly("wamid.Q", "👍");
        assertThat(((ReactionReceived) inbound("reaction-removed")).emoji()).isNull();
        assertThat((MessageEdited) inbound("edited"))
                .extracting(MessageEdited::providerId, MessageEdited::content)
                .containsExactly("wamid.O", ReceivedContent.text("New"));
        assertThat(((MessageRevoked) inbound("revoked")).messageId())
                .isEqualTo(MessageId.elsewhere(Provider.META, "42", "wamid.O"));
    }

    @Test
    void keepsAKindItDoesNotKnow() {
        var unknown = (UnknownReceived) inbound("message-unsupported");

        assertThat(unknown.kind()).isEqualTo("unsupported");
        assertThat(unknown.subject())
                .isEqualTo(ConversationId.between(Channel.WHATSAPP, OURS, ADA).toString());
        assertThat(unknown.raw()).isNotNull();
    }

    @Test
    void readsStatuses() {
        var delivered = (StatusReported) event("status-delivered");
        var failed = (StatusReported) event("status-failed-131049");

        assertThat(delivered.messageId()).isEqualTo(MessageId.of("0199a0c8-7a4e-7c11-8a55-0242ac120002"));
        assertThat(delivered.status()).isEqualTo(Status.DELIVERED);
        assertThat(delivered.to()).isEqualTo(new Address("+14155550149"));
        assertThat(failed.isNamedByProvider()).isTrue();
        assertThat(failed.occurredAt()).isEqualTo(SAID_AT);
        assertThat(failed.failure())
                .isEqualTo(new Failure(Kind.FALLBACK, "131049", "Meta chose not to deliver this marketing message"));
    }

    @Test
    void readsNewsOfTheAccount() {
        assertThat((TemplateChanged) event("template-paused"))
                .extracting(TemplateChanged::template, TemplateChanged::language, TemplateChanged::change)
                .containsExactly("spring_sale", "en_US", "PAUSED");
        assertThat(((TemplateChanged) event("template-quality")).change()).isEqualTo("RED");
        assertThat((SenderQualityChanged) event("number-upgraded"))
                .extracting(SenderQualityChanged::sender, SenderQualityChanged::change, SenderQualityChanged::limit)
                .containsExactly(OURS, "THROUGHPUT_UPGRADE", "TIER_10K");
        assertThat(((AccountChanged) event("account-banned")).change()).isEqualTo("DISABLED_UPDATE");
        assertThat(((UnknownAccountEvent) event("unknown-field")).kind()).isEqualTo("partner_solutions");
        assertThat(((UnknownAccountEvent) event("number-errors")).account()).isEqualTo("42");
        assertThat(((AccountEvent) event("unknown-field")).occurredAt())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_100));
    }

    @Test
    void readsEveryPreferenceForItself() {
        var facts = read(Fixtures.read("meta/preferences.json"));

        assertThat(facts.read())
                .extracting(fact -> ((PreferenceChanged) event(fact)).wanted())
                .containsExactly(false, true);
        assertThat(facts.read()).extracting(Fact::id).doesNotHaveDuplicates();
    }

    @Test
    void splitsEntriesChangesAndNumbers() {
        var facts = read(Fixtures.read("meta/several-numbers.json"));

        assertThat(facts.unread()).isEmpty();
        assertThat(numbers(facts)).containsExactly("42", "43", "44");
    }

    private static List<String> numbers(Facts facts) {
        return facts.read().stream()
                .map(fact -> switch (event(fact)) {
                    case InboundEvent inbound -> inbound.account();
                    case StatusReported status -> status.account();
                    default -> "none";
                })
                .toList();
    }

    /** By whichever of its names: what is told beside another app's number would be filed under that number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "numbers: [{phoneNumberId: 43}]                       | 42, 44 | entry[0].changes[1].",
                "numbers: [{phoneNumberId: 9, number: +15550004444}]  | 42, 44 | entry[0].changes[1].",
                "businessAccounts: [2]                                | 42, 43 | entry[1].changes[0].",
                "numbers: [{phoneNumberId: 9, number: +15550009999}]  | 42, 43, 44 |"
            })
    void keepsUnreadWhatIsAboutAnotherAppsNumberOrAccount(String theirs, String read, @Nullable String unread) {
        var accounts =
                Accounts.parse(("meta: [{name: brand, appSecret: x}, {name: sister, appSecret: y, " + theirs + "}]")
                        .getBytes(StandardCharsets.UTF_8));
        var webhook = webhook(Fixtures.read("meta/several-numbers.json"), RECEIVED_AT);

        var told = MetaEnvelope.read(webhook, FAILURES, OfOtherApps.than("brand", accounts));

        assertThat(numbers(told)).containsExactly(read.split(", "));
        assertThat(told.unread())
                .isEqualTo(
                        unread == null ? List.of() : List.of(unread + "it is about another app's number or account"));
        assertThat(MetaEnvelope.read(webhook, FAILURES, OfOtherApps.than("sister", accounts))
                        .unread())
                .isEmpty();
    }

    @Test
    void readsTheOthersWhereAPartCannotBeRead() {
        var facts = read(Fixtures.read("meta/message-beside-an-unreadable-one.json"));

        assertThat(facts.read()).hasSize(2);
        assertThat(facts.unread())
                .containsExactly(
                        "entry[0].changes[0].value.messages[0].id is missing",
                        "entry[0].changes[0].value.statuses[0].status is not one of ours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{}",
                "{\"object\":\"page\",\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\"}]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":\"x\",\"value\":1}]}]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[7,{\"changes\":[null]}]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"messages\","
                        + "\"value\":{\"metadata\":{},\"messages\":[null]}}]}]}"
            })
    void namesWhatItCannotReadAndThrowsNothing(String body) {
        var facts = read(body.getBytes(UTF_8));

        assertThat(facts.read()).isEmpty();
        assertThat(facts.unread()).isNotEmpty().noneMatch(reason -> reason.contains("failed with"));
    }

    @Test
    void namesARepetitionAlikeWhateverTheHour() {
        var once = read(Fixtures.read("meta/template-paused.json"))
                .read()
                .getFirst()
                .id();
        var again = MetaEnvelope.read(
                        webhook(Fixtures.read("meta/template-paused.json"), RECEIVED_AT.plusSeconds(9)),
                        FAILURES,
                        OfOtherApps.none())
                .read()
                .getFirst()
                .id();

        assertThat(again).isEqualTo(once);
    }

    private static InboundEvent inbound(String fixture) {
        return (InboundEvent) event(fixture);
    }

    private static Event event(String fixture) {
        var facts = read(Fixtures.read("meta/" + fixture + ".json"));
        assertThat(facts.unread()).isEmpty();
        return event(facts.read().getFirst());
    }

    private static Event event(Fact fact) {
        return switch (fact) {
            case Fact.Received received -> received.event();
            case Fact.Reported reported -> reported.event();
            case Fact.Announced announced -> announced.event();
        };
    }

    private static Facts read(byte[] body) {
        return MetaEnvelope.read(webhook(body, RECEIVED_AT), FAILURES, OfOtherApps.none());
    }

    private static Webhook webhook(byte[] body, Instant receivedAt) {
        return new Webhook(HttpMethod.POST, "/api/whatsapp/webhook", null, new HttpHeaders(), body, receivedAt);
    }
}
