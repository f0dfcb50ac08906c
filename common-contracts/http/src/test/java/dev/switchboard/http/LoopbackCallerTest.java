package dev.switchboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;

class LoopbackCallerTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, development",
        "127.3.2.1, development",
        "::1, development",
        "10.0.0.7, nobody",
        "192.0.2.1, nobody"
    })
    void believesTheConnectionAndNoHeader(String address, String expected) {
        assertThat(caller(address, _ -> true)).isEqualTo(expected);
    }

    /** A proxy on this machine connects from here for everybody. */
    @Test
    void believesNoConnectionThatIsAnotherOnes() {
        assertThat(caller("127.0.0.1", _ -> false)).isEqualTo("nobody");
    }

    private static String caller(String address, Predicate<ServerHttpRequest> isFromHere) {
        var request = MockServerHttpRequest.post("/api/v1/messages")
                .remoteAddress(new InetSocketAddress(address, 40000))
                .header("X-Forwarded-For", "127.0.0.1")
                .header("Forwarded", "for=127.0.0.1");
        var caller = new AtomicReference<>("nobody");

        new LoopbackCaller(isFromHere)
                .filter(
                        MockServerWebExchange.from(request),
                        _ -> ReactiveSecurityContextHolder.getContext()
                                .doOnNext(context ->
                                        caller.set(context.getAuthentication().getName()))
                                .then())
                .block();

        return caller.get();
    }
}
