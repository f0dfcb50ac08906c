package dev.switchboard.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadersInTimeTest {

    private final MockTicker time = Ticker.newMockTicker();
    private final EmbeddedChannel connection = EmbeddedChannel.builder()
            .ticker(time)
            .handlers(new HeadersInTime(Duration.ofSeconds(15), Duration.ofSeconds(75)))
            .build();

    @Test
    void closesAConnectionOnWhichNoRequestBegins() {
        pass(14);
        assertThat(connection.isOpen()).isTrue();

        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void waitsLongerForTheNextRequestAndNotForEver() {
        begin();
        end();
        pass(74);
        assertThat(connection.isOpen()).isTrue();

        pass(2);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void countsFromTheLastRequest() {
        for (int request = 0; request < 10; request++) {
            begin();
            end();
            pass(60);
            assertThat(connection.isOpen()).isTrue();
        }
        pass(16);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void leavesOneAloneOnWhichARequestIsUnderWay() {
        begin();
        pass(1000);
        assertThat(connection.isOpen()).isTrue();

        end();
        pass(76);
        assertThat(connection.isOpen()).isFalse();
    }

    private void begin() {
        connection.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
    }

    private void end() {
        connection.writeInbound(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER));
    }

    /** Second by second: what was due meanwhile is done then. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            time.advance(1, TimeUnit.SECONDS);
            connection.runScheduledPendingTasks();
            connection.runPendingTasks();
        }
    }
}
