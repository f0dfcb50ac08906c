package dev.switchboard.simulator;

import static dev.switchboard.simulator.RunningSimulator.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twilio.exception.ApiException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import dev.switchboard.simulator.twilio.TwilioTransport;
import java.net.URI;
import java.util.Collections;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both providers refuse for its size or form. */
class LimitsTest {
    private static final RunningSimulator SIMULATOR = new RunningSimulator("http://127.0.0.1:1");

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void twilioRefusesWhatCannotBe() {
        assertThat(refused("+15550002222", creator -> creator)).isEqualTo(21266);
        assertThat(refused(number("0100"), creator -> creator.setMediaUrl(URI.create("ftp:nowhere"))))
                .isEqualTo(21620);
        assertThat(refused(
                        number("0100"),
                        creator -> creator.setContentSid("HX" + "0".repeat(32)).setContentVariables("{not json")))
                .isEqualTo(21656);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'interactive':{'type':'button','action':{'buttons':[{},{},{},{}]}} | interactive.action.buttons must be at most 3
            'interactive':{'type':'button','action':{'buttons':[{'reply':{'title':'123456789012345678901'}}]}} | title must be at most 20
            'interactive':{'type':'list','action':{'sections':[{'rows':[1,2,3,4,5,6]},{'rows':[1,2,3,4,5]}]}} | rows must be at most 10
            'interactive':{'type':'button','body':{'text':'LONG'},'action':{}} | interactive.body.text must be at most 1024
            'image':{'link':'https://example.com/a.jpg','caption':'LONG'} | image.caption must be at most 1024
            """)
    void metaRefusesWhatIsTooMuch(String content, String says) {
        var type = content.substring(1, content.indexOf(':') - 1);
        var long1025 = String.join("", Collections.nCopies(1025, "x"));
        var answer = SIMULATOR.graph(
                ("{'messaging_product':'whatsapp','to':'14155550100','type':'" + type + "'," + content + "}")
                        .replace("LONG", long1025)
                        .replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("131009", says);
    }

    private static Integer refused(String to, UnaryOperator<MessageCreator> with) {
        var creator = Message.creator(new PhoneNumber(to), new PhoneNumber("+15550002222"), "Hello");
        return catchThrowableOfType(
                        ApiException.class, () -> with.apply(creator).create(TwilioTransport.client(SIMULATOR)))
                .getCode();
    }
}
