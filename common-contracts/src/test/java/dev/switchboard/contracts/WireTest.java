package dev.switchboard.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.CannotWork.Kind;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.contracts.status.StatusEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class WireTest {

    private static final String LEAST = """
            {"messageId":"0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f","channel":"whatsapp","to":"+14155550142",
             "content":{"type":"text","body":"Hello"}%s}""";

    @Test
    void wishWithoutATypeIsASendRequest() {
        var request = request(LEAST.formatted(""));

        assertThat(request.channel()).isEqualTo(Channel.WHATSAPP);
        assertThat(request.content().plainText()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\\u0000b", "\\uD83D", "\\uDE00", "\\uD83Dx", "\\uD83D\\uD83D", "\\\\\\u0000", "\\uD83D\\n"})
    void whatNoTextCanHoldIsRefusedWhereverItStands(String text) {
        for (var field :
                new String[] {"\"tenant\":\"%s\"", "\"unknown\":[{\"x\":\"%s\"}]", "\"metadata\":{\"x\":\"%s\"}"}) {
            assertThat(refused(LEAST.formatted("," + field.formatted(text)), SendCommand.class))
                    .hasMessageStartingWith("it says a character that no text can hold, escaped as \\u")
                    .extracting(CannotWork::kind)
                    .isEqualTo(Kind.UNDECODABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\u0000", "\\uD83D\\uDE00", "\\\\uD83D", "\\u0001", "\\n\\\"", "\\\\"})
    void whatOnlyLooksLikeItIsTaken(String text) {
        assertThat(request(LEAST.formatted(",\"tenant\":\"" + text + "\"")).tenant())
                .isNotEmpty();
    }

    /** Written out and not escaped, a half is no UTF-8. */
    @Test
    void halfACharacterInBytesIsNoJson() {
        var json = LEAST.formatted(",\"tenant\":\"@@@\"").getBytes(StandardCharsets.ISO_8859_1);
        var at = new String(json, StandardCharsets.ISO_8859_1).indexOf("@@@");
        json[at] = (byte) 0xed;
        json[at + 1] = (byte) 0xa0;
        json[at + 2] = (byte) 0xbd;

        assertThat(catchThrowableOfType(CannotWork.class, () -> Wire.read(json, SendCommand.class)))
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.UNDECODABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+99999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "", "yesterday"})
    void timeNobodyReckonsWithIsRefused(String time) {
        assertThat(refused(LEAST.formatted(",\"requestedAt\":\"" + time + "\""), SendCommand.class))
                .hasMessage("requestedAt is missing or has the wrong form");
    }

    @Test
    void numberOutOfRangeNamesItsField() {
        assertThat(refused(
                        "{\"type\":\"Refused\",\"messageId\":\"0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f\",\"attempt\":99999999999}",
                        SendOutcome.class))
                .hasMessage("attempt is missing or has the wrong form")
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void newsWithoutATypeCannotWork() {
        assertThat(refused("{\"messageId\":\"0199ab12-7c00-7d3e-8f10-5a6b7c8d9e0f\"}", StatusEvent.class))
                .hasMessage("type is missing")
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void wishOfAnUnknownTypeCannotWork() {
        assertThat(refused("{\"type\":\"+14155550142\"}", SendCommand.class))
                .hasMessage("type is not one of ours")
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void newsOfAnUnknownTypeIsForSomebodyNewer() {
        assertThat(read("{\"type\":\"StatusForetold\",\"messageId\":7}", StatusEvent.class))
                .isEqualTo(new Reading.UnknownType<>("StatusForetold"));
    }

    @Test
    void fieldsNobodyKnowsAreIgnored() {
        assertThat(request(LEAST.formatted(",\"colour\":{\"of\":[\"no\",\"interest\"]}")))
                .isEqualTo(request(LEAST.formatted("")));
    }

    @Test
    void instantsMayBeWrittenInAnyZone() {
        assertThat(request(LEAST.formatted(",\"sendAt\":\"2026-03-02T10:00:00+01:00\""))
                        .sendAt())
                .isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    }

    @Test
    void fallbackHasAShortForm() {
        assertThat(request(LEAST.formatted(",\"fallback\":\"sms\"")).fallback()).isEqualTo(Fallback.onFailure(null));
        assertThat(request(LEAST.formatted(",\"fallback\":\"none\"")).fallback())
                .isNull();
        assertThat(request(LEAST.formatted(",\"fallback\":{}")).fallback()).isEqualTo(Fallback.onFailure(null));
        assertThat(request(LEAST.formatted(",\"fallback\":{\"onFailure\":false,\"after\":\"PT10M\",\"text\":\"Hi\"}"))
                        .fallback())
                .isEqualTo(new Fallback(Channel.SMS, false, Duration.ofMinutes(10), "Hi"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "priority":"urgent"                            | priority is missing or has the wrong form
            "priority":0                                   | priority is missing or has the wrong form
            "from":""                                      | from: an address is blank
            "from":"+1 415"                                | from: an address holds a space or control character
            "from":14155550142                             | from is missing or has the wrong form
            "provider":"Twilio!"                           | provider: a provider is a lower-case word
            "fallback":"fax"                               | fallback: fallback must be sms, none or an object
            "fallback":{"channel":"whatsapp"}              | fallback.channel must be sms
            "fallback":{"onFailure":false}                 | fallback.onFailure is false and fallback.after is missing
            "fallback":{"after":"PT-1S"}                   | fallback.after is not a positive duration
            "fallback":{"after":600}                       | fallback.after is missing or has the wrong form
            "fallback":{"after":"soon"}                    | fallback.after is missing or has the wrong form
            "sendAt":1772442000000                         | sendAt is missing or has the wrong form
            "sendAt":"1772442000000"                       | sendAt is missing or has the wrong form
            "sendAt":"tomorrow"                            | sendAt is missing or has the wrong form
            "fallbackOf":"1-1-1-1-1"                       | fallbackOf: an id is not a UUID
            "trackReads":"yes"                             | trackReads is missing or has the wrong form
            "trackReads":"true"                            | trackReads is missing or has the wrong form
            "metadata":{"+14155550142":{}}                 | metadata.* is missing or has the wrong form
            "metadata":{"+14155550142":null}               | metadata.* is missing or has the wrong form
            "metadata":{"+14155550142":7}                  | metadata.* is missing or has the wrong form
            """)
    void wrongFieldIsNamedAndNotQuoted(String field, String reason) {
        assertThat(refused(LEAST.formatted("," + field), SendCommand.class))
                .hasMessage(reason)
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"carrier pigeon","name":"Jo"}                    | content.type is not one of ours
            {"body":"Hello"}                                         | content.type is missing
            {"type":"text"}                                          | content.body is missing
            {"type":"text","body":""}                                | content.body is empty
            {"type":"text","body":["Hello"]}                         | content.body is missing or has the wrong form
            {"type":"media","kind":"image","url":"ht tp://Jo"}       | content.url is missing or has the wrong form
            {"type":"media","kind":"image","url":"a.jpg"}            | content.url is not an absolute address
            {"type":"media","kind":"smell","url":"https://a.example"}| content.kind is missing or has the wrong form
            {"type":"location","latitude":52.5}                      | content.longitude is missing or has the wrong form
            {"type":"location","latitude":91,"longitude":0}          | content.latitude is not between -90 and 90
            {"type":"template","name":" "}                           | content.name is blank
            {"type":"template","name":"a","variables":{"Jo":[]}}     | content.variables.* is missing or has the wrong form
            {"type":"contacts","contacts":[]}                        | content.contacts is empty
            "Hello"                                                  | content.type is missing
            """)
    void wrongContentIsNamedAndNotQuoted(String content, String reason) {
        var value = LEAST.formatted("").replace("{\"type\":\"text\",\"body\":\"Hello\"}", content);

        assertThat(refused(value, SendCommand.class)).hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageId", "channel", "to", "content"})
    void missingFieldIsNamed(String field) {
        var request = Wire.JSON.readTree(LEAST.formatted(""));
        ((ObjectNode) request).remove(field);

        assertThat(refused(request.toString(), SendCommand.class)).hasMessage(field + " is missing");
    }

    @Test
    void wrongFieldDeepInsideIsFound() {
        var queued = Sample.named(Sample.TOPICS.sendOutcomes(), "Queued").json();
        queued.withObject("/request").remove("to");
        assertThat(refused(queued.toString(), SendOutcome.class)).hasMessage("request: to is missing");

        queued.withObject("/request")
                .put("to", "+14155550142")
                .withObject("/content")
                .remove("body");
        assertThat(refused(queued.toString(), SendOutcome.class))
                .hasMessage("request.content: content.body is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            hello                                  | not JSON at line 1, column 1
            {"type":"SendRequest","to":Jo}         | not JSON at line 1, column 28
            {"to":"+14155550142"                   | not JSON at line 1, column 21
            {"to":"+14155550142","to":"+14155550"} | a field stands twice at line 1, column 26
            "+14155550142"                         | the value is not a JSON object
            ["SendRequest",{"to":"+14155550142"}]  | the value is not a JSON object
            null                                   | the value is not a JSON object
            ``                                     | the record has no value
            """)
    void whatIsNoJsonObjectCannotWork(String value, String reason) {
        assertThat(refused(value, SendCommand.class).getMessage()).startsWith(reason.substring(0, reason.length() - 2));
    }

    @Test
    void recordWithoutAValueCannotWork() {
        assertThat(refused(null, StatusEvent.class))
                .hasMessage("the record has no value")
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.UNDECODABLE);
    }

    @Test
    void bytesThatAreNoTextCannotWork() {
        var value = "{\"to\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        value[7] = (byte) 0xff;

        var refused = catchThrowableOfType(CannotWork.class, () -> Wire.read(value, SendCommand.class));
        assertThat(refused.kind()).isEqualTo(Kind.UNDECODABLE);
        assertThat(refused).hasMessageStartingWith("not JSON at line 1");
    }

    @Test
    void nothingMayFollowTheObject() {
        assertThat(refused(LEAST.formatted("") + " {}", SendCommand.class))
                .hasMessage("the value is missing or has the wrong form");
    }

    @Test
    void depthIsLimited() {
        assertThat(refused(LEAST.formatted(",\"x\":" + "[".repeat(64) + "]".repeat(64)), SendCommand.class))
                .hasMessage("the value is too deep or too long")
                .extracting(CannotWork::kind)
                .isEqualTo(Kind.UNDECODABLE);
    }

    @Test
    void providersFragmentKeepsEveryDigit() {
        var raw = "{\"amount\":1234567890.12345678901234567890,\"zeros\":1.500}";
        var report = Sample.named(Sample.TOPICS.status(), "StatusReported").json();
        report.set("raw", Wire.JSON.readTree(raw));

        var again = Wire.write(((Reading.Known<?>) read(report.toString(), StatusEvent.class)).event());

        assertThat(new String(again, StandardCharsets.UTF_8)).contains(raw);
    }

    /** The cause would bring the decoder's own words, and with them the value, into every log. */
    @Test
    void reasonHasNoCause() {
        assertThat(refused(LEAST.formatted(",\"sendAt\":\"tomorrow\""), SendCommand.class))
                .hasNoCause();
    }

    private static SendRequest request(String value) {
        return (SendRequest) ((Reading.Known<SendCommand>) read(value, SendCommand.class)).event();
    }

    private static <E extends Event> Reading<E> read(String value, Class<E> family) {
        return Wire.read(value.getBytes(StandardCharsets.UTF_8), family);
    }

    private static CannotWork refused(@Nullable String value, Class<? extends Event> family) {
        var bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        var refused = catchThrowableOfType(CannotWork.class, () -> Wire.read(bytes, family));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage())
                .doesNotContain("Jo")
                .doesNotContain("1415")
                .doesNotContain("pigeon");
        return refused;
    }
}
