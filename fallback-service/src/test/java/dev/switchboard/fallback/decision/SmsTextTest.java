package dev.switchboard.fallback.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.fallback.Stories;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

    private static final SmsText TEXT =
            new SmsText(Map.of("sale", "Sale ends {{1}}", "sale/de", "Nur bis {{1}}", "greeting", "Hi {{name}}!"));

    @ParameterizedTest(name = "{0} says {1}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            {"type":"text","body":" Hello "}                                                            | Hello
            {"type":"text","body":" "}                                                                  | -
            {"type":"media","kind":"image","url":"https://e.org/a.jpg","caption":"Your parcel"}         | Your parcel/https://e.org/a.jpg
            {"type":"media","kind":"audio","url":"https://e.org/a.ogg"}                                 | https://e.org/a.ogg
            {"type":"media","kind":"document","url":"https://e.org/1","filename":"bill.pdf"}            | bill.pdf/https://e.org/1
            {"type":"template","name":"x","text":"Sale ends today"}                                     | Sale ends today
            {"type":"template","name":"x","text":"Ends {{1}}","variables":{"1":"to$day"}}               | Ends to$day
            {"type":"template","name":"x","text":"Ends {{1}}"}                                          | -
            {"type":"template","name":"x"}                                                              | -
            {"type":"template","name":"sale","language":"en","variables":{"1":"today"}}                 | Sale ends today
            {"type":"template","name":"sale","language":"de","variables":{"1":"heute"}}                 | Nur bis heute
            {"type":"template","name":"sale","components":[{"type":"header","parameters":[{"type":"text","text":"no"}]},{"type":"body","parameters":[{"type":"text","text":"today"}]}]} | Sale ends today
            {"type":"template","name":"sale","components":[{"type":"BODY","parameters":[{"type":"currency","currency":{"fallback_value":"at $5"}}]}]} | Sale ends at $5
            {"type":"template","name":"greeting","components":[{"type":"body","parameters":[{"type":"text","parameter_name":"name","text":"Ann"}]}]} | Hi Ann!
            {"type":"interactive","interactive":{},"text":"Choose one"}                                 | Choose one
            {"type":"interactive","interactive":{}}                                                     | -
            {"type":"location","latitude":52.52,"longitude":13.4,"name":"Office"}                       | Office/https://maps.google.com/?q=52.52,13.4
            {"type":"contacts","contacts":[{"name":{"formatted_name":"Ann"},"phones":[{"phone":"+1415"}]}]} | Ann +1415
            {"type":"contacts","contacts":[{}]}                                                         | -
            {"type":"reaction","providerId":"wamid.A","emoji":"👍"}                                     | -
            """)
    void saysWhatTheMessageSays(String content, @Nullable String expected) {
        var said = said(Wire.JSON.readValue(content, Content.class), null);
        assertThat(said == null ? null : said.replace("\nhttps:", "/https:").replace('\n', '/'))
                .isEqualTo(expected);
    }

    @Test
    void wordsOfItsOwnComeFirst() {
        assertThat(said(new Content.Text("Hello"), "By SMS")).isEqualTo("By SMS");
        assertThat(said(new Content.Text("Hello"), " ")).isNull();
    }

    @ParameterizedTest(name = "{1} times {0}: {2} parts")
    @CsvSource(textBlock = """
            a, 160, 1
            a, 161, 2
            a, 306, 2
            a, 307, 3
            €, 80,  1
            €, 81,  2
            я, 70,  1
            я, 71,  2
            я, 135, 3
            👍, 35, 1
            👍, 36, 2
            """)
    void countsPartsAsAProviderBillsThem(String sign, int times, int parts) {
        assertThat(SmsParts.of(sign.repeat(times))).isEqualTo(parts);
    }

    @Test
    void whatIsTooLongIsCutAfterAWordAndKeepsItsLink() {
        var words = "parcel ".repeat(60).strip();
        assertThat(SmsParts.cut(words, 3)).isEqualTo(words);
        assertThat(SmsParts.cut(words, 1)).hasSizeBetween(150, 160).endsWith("parcel...");
        assertThat(SmsParts.cut(words + "\nhttps://e.org/a.jpg", 1))
                .hasSizeBetween(150, 160)
                .endsWith("parcel...\nhttps://e.org/a.jpg");
    }

    @Test
    void oneEndlessWordIsCutBetweenSigns() {
        var cut = SmsParts.cut("👍".repeat(100), 1);
        assertThat(cut).hasSize(69).endsWith("👍...");
        assertThat(SmsParts.of(cut)).isEqualTo(1);
        assertThat(SmsParts.cut("👍".repeat(700), 10)).hasSizeLessThanOrEqualTo(670);
    }

    private static @Nullable String said(Content content, @Nullable String own) {
        var request = Stories.next().request(Channel.WHATSAPP, Stories.PHONE, content, null, Stories.REQUESTED);
        return TEXT.of(request, own);
    }
}
