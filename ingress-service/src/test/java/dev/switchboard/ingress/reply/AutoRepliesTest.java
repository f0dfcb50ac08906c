package dev.switchboard.ingress.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.Topic.Shape;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.ReceivedContent;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.ConversationId;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoRepliesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Address OURS = new Address("+15550001111");
    private static final Contact ADA = Contact.phone(new Address("+14155550100"), "Ada");
    private static final String FILE = """
            replies:
              - number: +15550001111
                channel: whatsapp
                text: Thank you, {name|there}! {number} answers tomorrow. $1
                every: 1h
              - channel: sms
                text: Thank you.
            """;

    @Test
    void asksForAReplyToWhoWrote() {
        var request = only(replies(FILE), said("Hello", NOON));

        assertThat(request.content()).isEqualTo(new Content.Text("Thank you, Ada! +15550001111 answers tomorrow. $1"));
        assertThat(request.from()).isEqualTo(OURS);
        assertThat(request.to()).isEqualTo(ADA.address());
        assertThat(request.provider()).isEqualTo(Provider.TWILIO);
        assertThat(request.requestedAt()).isEqualTo(NOON);
    }

    @Test
    void asksForTheSameWhateverIsWrittenInOneStretchOfTime() {
        var first = only(replies(FILE), said("Hello", NOON));
        var second = only(replies(FILE), said("Are you there?", NOON.plusSeconds(3599)));
        var later = only(replies(FILE), said("Hello", NOON.plus(Duration.ofHours(1))));

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
        assertThat(later.messageId()).isNotEqualTo(first.messageId());
    }

    @Test
    void givesOtherWordsAnotherId() {
        var before = only(replies(FILE), said("Hello", NOON));
        var after = only(replies(FILE.replace("tomorrow", "today")), said("Hello", NOON));

        assertThat(after.messageId()).isNotEqualTo(before.messageId());
    }

    @Test
    void saysSomethingElseWhereItKnowsNoName() {
        var nameless = said(Provider.META, Channel.WHATSAPP, OURS, Contact.phone(ADA.address(), null), "Hello", NOON);

        assertThat(only(replies(FILE), nameless).content().plainText()).startsWith("Thank you, there!");
    }

    @ParameterizedTest
    @CsvSource({
        "SMS, stop",
        "SMS, ' STOP '",
        "SMS, cancel",
        "SMS, START",
        "SMS, Yes",
        "SMS, help",
        "WHATSAPP, Stop",
        "WHATSAPP, optout",
        "WHATSAPP, UNSTOP"
    })
    void keepsSilentWhereAWordMeansMore(Channel channel, String text) {
        assertThat(all(replies(FILE), said(Provider.TWILIO, channel, OURS, ADA, text, NOON)))
                .isEmpty();
    }

    @Test
    void answersNeitherAnotherNumberNorAShortCodeNorAGateway() {
        var other = new Address("+15550009999");
        var code = new Contact(new Address("72975"), null, null, null);

        assertThat(all(replies(FILE), said(Provider.TWILIO, Channel.WHATSAPP, other, ADA, "Hello", NOON)))
                .isEmpty();
        assertThat(all(replies(FILE), said(Provider.TWILIO, Channel.SMS, other, ADA, "Hello", NOON)))
                .hasSize(1);
        assertThat(all(replies(FILE), said(Provider.TWILIO, Channel.SMS, other, code, "Hello", NOON)))
                .isEmpty();
        assertThat(all(replies(FILE), said(Provider.GATEWAY, Channel.WHATSAPP, OURS, ADA, "Hello", NOON)))
                .isEmpty();
    }

    @Test
    void asksForNothingWhereNothingWouldBeSaid() {
        var nameless = said(Provider.META, Channel.WHATSAPP, OURS, Contact.phone(ADA.address(), null), "Hello", NOON);

        assertThat(all(replies("replies: [{text: '{name}'}]"), nameless)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "{text: ''} => replies.0: text is blank",
                "{number: shop, text: a} => replies.0: number is not like +15550001111",
                "{text: a, every: soon} => replies.0: every is no time like 24h or 30m",
                "{text: a, every: 5s} => replies.0: every is shorter than a minute",
                "{text: 'You said {text}'} => replies.0: text has a placeholder that is none of {name},"
                        + " {name|otherwise} and {number}",
                "{text: a, channel: fax} => replies.0.channel: unknown or of the wrong form",
            })
    void saysWhatIsWrongWithTheFile(String reply, String reason) {
        assertThatThrownBy(() -> Answers.parse(("replies: [" + reply + "]").getBytes(UTF_8)))
                .isInstanceOf(Unfit.class)
                .hasMessage(reason);
    }

    private static String withoutTime(SendRequest request) {
        return new String(Wire.write(request), UTF_8).replaceAll("\"requestedAt\":\"[^\"]*\"", "");
    }

    private static SendRequest only(AutoReplies replies, MessageReceived message) {
        var all = all(replies, message);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<SendRequest> all(AutoReplies replies, MessageReceived message) {
        return replies.to(message, null).stream()
                .map(record -> Wire.JSON.readValue(record.value(), SendRequest.class))
                .toList();
    }

    private static AutoReplies replies(String yaml) {
        var answers = Answers.parse(yaml.getBytes(UTF_8));
        var words = new OptOutWords(new RepliesProperties(
                null, List.of("STOP", "CANCEL"), List.of("STOP", "OPTOUT"), List.of("START", "UNSTOP", "YES")));
        return new AutoReplies(() -> answers, List.of(words), new Topics("", new Shape(1, (short) 1)));
    }

    private static MessageReceived said(String text, Instant at) {
        return said(Provider.TWILIO, Channel.WHATSAPP, OURS, ADA, text, at);
    }

    private static MessageReceived said(
            Provider provider, Channel channel, Address ours, Contact contact, String text, Instant at) {
        return new MessageReceived(
                MessageId.elsewhere(provider, "1", text + at),
                ConversationId.between(channel, ours, contact.address()),
                provider,
                "1",
                channel,
                ours,
                contact,
                "SM1",
                ReceivedContent.text(text),
                null,
                at,
                null);
    }
}
