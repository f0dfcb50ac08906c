package dev.switchboard.dispatcher.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.request.SendRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {

    private static final String FIRST = """
            {"messageId":"0199a1b2-0000-7000-8000-000000000001","channel":"whatsapp","to":"+14155550100",
             "content":{"type":"template","name":"order","variables":{"1":"a","2":"b"},"components":[{"x":1,"y":2}]},
             "requestedAt":"2026-11-21T10:00:00Z","metadata":{"k":"v"}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the same | | | true",
                "asked later | 10:00:00Z | 11:11:11Z | true",
                "variables in another order | {\"1\":\"a\",\"2\":\"b\"} | {\"2\":\"b\",\"1\":\"a\"} | true",
                "nested fields in another order | {\"x\":1,\"y\":2} | {\"y\":2,\"x\":1} | true",
                "a field nobody knows | \"metadata\" | \"unheardOf\":1,\"metadata\" | true",
                "another text | \"a\" | \"c\" | false",
                "another recipient | 0100 | 0101 | false",
                "another channel | whatsapp | sms | false",
                "other metadata | \"v\" | \"w\" | false",
                "a date to send at | \"requestedAt\" | \"sendAt\":\"2026-11-22T10:00:00Z\",\"requestedAt\" | false"
            })
    void isTheSameForTheSameWish(String what, String from, String to, boolean same) {
        var second = from == null ? FIRST : FIRST.replace(from, to);

        assertThat(hash(second).equals(hash(FIRST))).as(what).isEqualTo(same);
    }

    private static String hash(String json) {
        return ContentHash.of(Wire.JSON.readValue(json, SendRequest.class));
    }
}
