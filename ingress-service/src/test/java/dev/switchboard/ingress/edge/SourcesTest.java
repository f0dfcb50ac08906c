package dev.switchboard.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class SourcesTest {

    private final Sources sources = new Sources(new EdgeProperties(
            List.of(Network.of("10.0.0.0/8"), Network.of("2001:db8:1::/48")),
            true,
            List.of(),
            0,
            1,
            List.of(),
            Duration.ofSeconds(1)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.9 | 192.0.2.1 | 203.0.113.9",
                "10.0.0.1 | - | 10.0.0.1",
                "10.0.0.1 | 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | 192.0.2.66, 203.0.113.9 | 203.0.113.9",
                "10.0.0.1 | 192.0.2.66, 203.0.113.9, 10.0.0.2 | 203.0.113.9",
                "10.0.0.1 | 10.9.9.9, 10.0.0.2 | 10.9.9.9",
                "10.0.0.1 | 203.0.113.9:4711 | 203.0.113.9",
                "10.0.0.1 | [2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1 | 2001:db8::7 | 2001:db8:0:0:0:0:0:7",
                "10.0.0.1 | 203.0.113.9, unknown | 10.0.0.1",
                "10.0.0.1 | 203.0.113.9, 999.1.1.1 | 10.0.0.1",
                "10.0.0.1 | , | 10.0.0.1",
                "2001:db8:1::5 | 203.0.113.9 | 203.0.113.9",
                "2001:db8:2::5 | 203.0.113.9 | 2001:db8:2:0:0:0:0:5"
            })
    void believesTrustedProxiesAloneAndFromTheEnd(String connected, String forwarded, String source) {
        var request = MockServerHttpRequest.get("/").remoteAddress(at(connected));
        if (forwarded != null) {
            request.header("X-Forwarded-For", forwarded);
        }
        assertThat(sources.of(request.build()).address().getHostAddress()).isEqualTo(source);
    }

    @Test
    void readsRepeatedHeadersAsOneList() {
        var request = MockServerHttpRequest.get("/")
                .remoteAddress(at("10.0.0.1"))
                .header("X-Forwarded-For", "192.0.2.66", "203.0.113.9");

        assertThat(sources.of(request.build()).address().getHostAddress()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | https | true",
                "10.0.0.1 | HTTPS | true",
                "10.0.0.1 | http | false",
                "10.0.0.1 | https, http | false",
                "203.0.113.9 | https | false"
            })
    void believesTheLastProxyAboutTheScheme(String connected, String said, boolean isSecure) {
        var request =
                MockServerHttpRequest.get("/").remoteAddress(at(connected)).header("X-Forwarded-Proto", said);

        assertThat(sources.of(request.build()).isSecure()).isEqualTo(isSecure);
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(Network.address(address), 4711);
    }
}
