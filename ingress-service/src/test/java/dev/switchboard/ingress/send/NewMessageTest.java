package dev.switchboard.ingress.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.Content.Media.Kind;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.Refused;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NewMessageTest {

    private static final MessageId ID = MessageId.of("0199a0c8-7a4e-7c11-8a55-0242ac120002");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String TEXT = "'to':'+14155550100','channel':'whatsapp','text':'Hello'";

    @Test
    void readsTheShortestRequest() {
        var request = request("{" + TEXT + "}");

        assertThat(request)
                .isEqualTo(SendRequest.of(
                        ID, Channel.WHATSAPP, new Address("+14155550100"), new Content.Text("Hello"), NOW));
    }

    @Test
    void readsATemplateWithItsPlainWordsAndAFallback() {
        var request = request("{'to':'+14155550149','channel':'whatsapp','template':'spring_sale','fallback':'sms',"
                + "'text':'Sale ends today','metadata':{'order':'7'},'priority':'high','onUncertain':'resend',"
                + "'sendAt':'2026-11-22T10:00:00Z','tenant':'acme'}");

        assertThat(request.content())
                .isEqualTo(new Content.Template("spring_sale", null, null, null, "Sale ends today"));
        assertThat(request.fallback()).isEqualTo(Fallback.onFailure(null));
        assertThat(request.metadata()).isEqualTo(Map.of("order", "7"));
        assertThat(request.priority()).isEqualTo(SendRequest.Priority.HIGH);
        assertThat(request.onUncertain()).isEqualTo(SendRequest.OnUncertain.RESEND);
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of(
                        "'template':{'name':'order','language':'en','variables':{'1':'tomorrow'}}",
                        new Content.Template("order", "en", Map.of("1", "tomorrow"), null, null)),
                Arguments.of(
                        "'media':{'kind':'image','url':'https://example.com/a.jpg','caption':'The parcel'}",
                        new Content.Media(Kind.IMAGE, URI.create("https://example.com/a.jpg"), "The parcel", null)),
                Arguments.of(
                        "'content':{'type':'location','latitude':52.5,'longitude':13.4}",
                        new Content.Location(52.5, 13.4, null, null)),
                Arguments.of("'content':{'type':'text','body':'Hi','previewUrl':true}", new Content.Text("Hi", true)));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void readsEveryContent(String field, Content content) {
        assertThat(request("{'to':'US.13491208655302741918','channel':'whatsapp'," + field + "}")
                        .content())
                .isEqualTo(content);
    }

    static Stream<Arguments> mistakes() {
        var longest = "x".repeat(4097);
        return Stream.of(
                Arguments.of("{}", "/channel", "is missing"),
                Arguments.of("{}", "/to", "is missing"),
                Arguments.of(
                        "{}",
                        "",
                        "needs exactly one of text, template, media or content; " + "text may stand beside template"),
                Arguments.of("[]", "", "must be an object"),
                Arguments.of("null", "", "must be an object"),
                Arguments.of("{'to':'+1415','channel':'sms','text':'x'}", "/to", "is too short for +1"),
                Arguments.of("{'to':'+141555501001234','channel':'sms','text':'x'}", "/to", "is too long for +1"),
                Arguments.of("{'to':'+9991234567','channel':'sms','text':'x'}", "/to", "begins with no country's code"),
                Arguments.of(
                        "{'to':'whatsapp:+14155550100','channel':'whatsapp','text':'x'}",
                        "/to",
                        "is not in E.164, such as +14155550100: a plus and digits alone"),
                Arguments.of(
                        "{'to':'US.13491208655302741918','channel':'sms','text':'x'}",
                        "/to",
                        "is not in E.164, such as +14155550100: a plus and digits alone"),
                Arguments.of("{'to':14155550100,'channel':'sms','text':'x'}", "/to", "has the wrong form"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'fax','text':'x'}", "/channel", "must be one of whatsapp, sms"),
                Arguments.of("{" + TEXT + ",'txt':'x'}", "/txt", "is not a field we know"),
                Arguments.of("{" + TEXT + ",'template':{'nam':'x'}}", "/template/nam", "is not a field we know"),
                Arguments.of("{" + TEXT + ",'media':{'kind':'image'}}", "/media/url", "is missing"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'whatsapp','media':{'kind':'image','url':'file:///etc/passwd'}}",
                        "/media/url",
                        "is not an https address"),
                Arguments.of(
                        "{" + TEXT + ",'media':{'kind':'image','url':'https://example.com/a'}}",
                        "",
                        "needs exactly one of text, template, media or content; text may stand beside template"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'whatsapp','content':{'type':'hologram'}}",
                        "/content/type",
                        "is not a kind of content we know"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'sms','content':{'type':'location','latitude':1,'longitude':1}}",
                        "/content/type",
                        "does not travel by SMS"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'whatsapp','text':'" + longest + "'}",
                        "/text",
                        "is longer than 4096 characters"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'sms','text':'" + longest.substring(2496) + "'}",
                        "/text",
                        "is longer than 1600 characters"),
                Arguments.of("{" + TEXT + ",'fallback':'fax'}", "/fallback", "fallback must be sms, none or an object"),
                Arguments.of("{" + TEXT + ",'fallback':{'channel':'whatsapp'}}", "/fallback/channel", "must be sms"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'sms','text':'x','fallback':'sms'}",
                        "/fallback",
                        "is for WhatsApp messages alone"),
                Arguments.of("{" + TEXT + ",'sendAt':'tomorrow'}", "/sendAt", "has the wrong form"),
                Arguments.of(
                        "{" + TEXT + ",'sendAt':'2026-11-22T10:00:00Z','expiresAt':'2026-11-22T10:00:00Z'}",
                        "/expiresAt",
                        "is not after sendAt"),
                Arguments.of("{" + TEXT + ",'from':'+1415'}", "/from", "is too short for +1"),
                Arguments.of(
                        "{" + TEXT + ",'metadata':{'a/b':'cut \\ud83d'}}",
                        "/metadata/a~1b",
                        "holds U+0000 or half a character"),
                Arguments.of(
                        "{'to':'+14155550100','channel':'sms','text':'\\u0000'}",
                        "/text",
                        "holds U+0000 or half a character"),
                Arguments.of(
                        "{" + TEXT + ",'content':{'contacts':['x',{'\\u0000':1}]}}",
                        "/content/contacts/1",
                        "holds U+0000 or half a character"),
                Arguments.of("{" + TEXT + ",'metadata':{'a':1}}", "/metadata/a", "has the wrong form"),
                Arguments.of("{" + TEXT + ",'metadata':" + entries(21) + "}", "/metadata", "has more than 20 entries"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheFieldThatIsWrongAndWhy(String body, String pointer, String reason) {
        assertThatThrownBy(() -> request(body))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> assertThat(refused.findings()).contains(new Finding(pointer, reason)));
    }

    @Test
    void namesAllThatIsWrongAtOnceAndNothingTwice() {
        var body = "{'to':7,'channel':'fax','txt':'x','media':{'kind':'picture'},'from':'+1415',"
                + "'metadata':{'a':1,'b':2},'sendAt':'soon'}";

        assertThatThrownBy(() -> request(body))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> assertThat(refused.findings().stream().map(Finding::pointer))
                        .containsExactlyInAnyOrder(
                                "/to",
                                "/channel",
                                "/txt",
                                "/media/kind",
                                "/from",
                                "/metadata/a",
                                "/metadata/b",
                                "/sendAt"));
    }

    @Test
    void saysThatTheBodyIsNotJson() {
        assertThatThrownBy(() -> request("{'to':")).isInstanceOf(Refused.class).hasMessage("The body is not JSON");
        assertThatThrownBy(() -> request("[".repeat(100)))
                .isInstanceOf(Refused.class)
                .hasMessage("The body is not JSON");
        assertThatThrownBy(() -> request("{'to':'+14155550100','to':'+14155550101'}"))
                .isInstanceOf(Refused.class)
                .hasMessage("The body is not JSON");
        assertThatThrownBy(() -> request("")).isInstanceOf(Refused.class).hasMessage("The body is not JSON");
    }

    @Test
    void acceptsAsMuchMetadataAsIsAllowed() {
        assertThat(request("{" + TEXT + ",'metadata':" + entries(20) + "}").metadata())
                .hasSize(20);
    }

    private static String entries(int count) {
        return Stream.iterate(0, n -> n + 1)
                .limit(count)
                .map(n -> "'k" + n + "':'v'")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static SendRequest request(String body) {
        var message = NewMessageJson.read(body.replace('\'', '"').getBytes(UTF_8));
        return NewMessageRules.request(message, ID, null, NOW);
    }
}
