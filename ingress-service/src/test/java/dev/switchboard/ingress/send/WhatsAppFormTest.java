package dev.switchboard.ingress.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Content;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.Fallback;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.http.Problem.Finding;
import dev.switchboard.http.Refused;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsAppFormTest {

    private static final MessageId ID = MessageId.of("0199a0c8-7a4e-7c11-8a55-0242ac120002");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void takesAMessageUnderEitherNameAndTheNumberInEitherForm() {
        for (var body : new String[] {
            "{'to':'+14155550100','text':'Hi','fallback':'sms','metadata':{'order':'7'}}",
            "{'to':'whatsapp:+14155550100','message':'Hi','fallback':'sms','metadata':{'order':'7'}}"
        }) {
            var request = request(WhatsAppForm.TEXT, body);

            assertThat(request.channel()).isEqualTo(Channel.WHATSAPP);
            assertThat(request.provider()).isEqualTo(Provider.META);
            assertThat(request.to().value()).isEqualTo("+14155550100");
            assertThat(request.content()).isEqualTo(new Content.Text("Hi"));
            assertThat(request.fallback()).isEqualTo(Fallback.onFailure(null));
            assertThat(request.metadata()).isEqualTo(Map.of("order", "7"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image, IMAGE",
        "image/jpeg, IMAGE",
        "video/mp4, VIDEO",
        "application/pdf, DOCUMENT",
        "text/csv, DOCUMENT"
    })
    void takesAFileByItsKindOrItsMediaType(String type, Content.Media.Kind kind) {
        var request = request(
                WhatsAppForm.MEDIA,
                "{'to':'+14155550100','media_url':'https://a.example/b','media_type':'" + type + "','caption':'c'}");

        assertThat(request.content()).isEqualTo(new Content.Media(kind, URI.create("https://a.example/b"), "c", null));
    }

    @Test
    void takesATemplateByItsName() {
        var request = request(
                WhatsAppForm.TEMPLATE,
                "{'to':'+14155550100','template_name':'order','language_code':'en','variables':{'1':'x'},'text':'It comes'}");

        assertThat(request.content())
                .isEqualTo(new Content.Template("order", "en", Map.of("1", "x"), null, "It comes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "TEXT | {'to':'+1415','message':'x'} | /to | is too short for +1",
                "TEXT | {'to':'+14155550100'} | /text | is missing",
                "TEXT | {'to':'+14155550100','text':'x','message':'x'} | /text | stands beside message",
                "TEXT | {'to':'+14155550100','message':' '} | /message | is blank",
                "TEXT | {'to':'+14155550100','text':' '} | /text | is blank",
                "TEXT | {'to':'+14155550100','message':7} | /message | has the wrong form",
                "TEXT | {'to':'+14155550100','message':'x','mesage':'y'} | /mesage | is not a field we know",
                "TEXT | {'to':'+14155550100','text':'x','channel':'sms'} | /channel | is not a field of this form",
                "MEDIA | {'to':'+14155550100','media_type':'image'} | /media_url | is missing",
                "MEDIA | {'to':'+14155550100','media_url':'https://a.example/b'} | /media_type | is missing",
                "MEDIA | {'to':'+14155550100','media_url':'http://a.example/b','media_type':'image'} | /media_url | is not an https address",
                "MEDIA | {'to':'+14155550100','media_url':'https://a.example/b','media_type':'picture'} | /media_type | must be one of image, video, audio, document, sticker",
                "TEMPLATE | {'to':'+14155550100'} | /template_name | is missing",
                "TEMPLATE | {'to':'+14155550100','template_name':'x','variables':{'a':1}} | /variables/a | has the wrong form"
            })
    void namesTheFieldAsTheCallerDoes(WhatsAppForm form, String body, String pointer, String reason) {
        assertThatThrownBy(() -> request(form, body))
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> assertThat(refused.findings()).contains(new Finding(pointer, reason)));
    }

    private static SendRequest request(WhatsAppForm form, String body) {
        return form.request(body.replace('\'', '"').getBytes(UTF_8), Provider.META, ID, NOW);
    }
}
