package dev.switchboard.ingress.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ingress.edge.EdgeProperties;
import dev.switchboard.ingress.edge.Sources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;

class LoopbackCallerTest {

    private static final Sources SOURCES =
            new Sources(new EdgeProperties(List.of(), null, List.of(), 0, 1, List.of(), Duration.ofSeconds(1)));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, development",
        "127.3.2.1, development",
        "::1, development",
        "10.0.0.7, nobody",
        "192.0.2.1, nobody"
    })
    void believesTheConnectionAndNoHeader(String address, String expected) {
        var request = MockServerHttpRequest.post("/api/v1/messages")
                .remoteAddress(new InetSocketAddress(address, 40000))
                .header("X-Forwarded-For", "127.0.0.1")
                .header("Forwarded", "for=127.0.0.1");
        var caller = new AtomicReference<>("nobody");

        new LoopbackCaller(SOURCES)
                .filter(
                        MockServerWebExchange.from(request),
                        _ -> ReactiveSecurityContextHolder.getContext()
                                .doOnNext(context ->
                                        caller.set(context.getAuthentication().getName()))
                                .then())
                .block();

        assertThat(caller).hasValue(expected);
    }
}
