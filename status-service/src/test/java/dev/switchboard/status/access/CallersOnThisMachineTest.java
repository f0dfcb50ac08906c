package dev.switchboard.status.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;

class CallersOnThisMachineTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"})
    void knowsACallerOnThisMachine(String address) throws UnknownHostException {
        assertThat(caller(address)).map(Sight::of).contains(Sight.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "10.0.0.7", "2001:db8::1"})
    void knowsNobodyElseWhateverTheHeadersSay(String address) throws UnknownHostException {
        assertThat(caller(address)).isEmpty();
    }

    @Test
    void knowsNobodyWithoutAnAddress() {
        assertThat(caller(MockServerHttpRequest.get("/"))).isEmpty();
    }

    private static Optional<Authentication> caller(String address) throws UnknownHostException {
        return caller(MockServerHttpRequest.get("/")
                .header("X-Forwarded-For", "127.0.0.1")
                .header("Forwarded", "for=127.0.0.1")
                .remoteAddress(new InetSocketAddress(InetAddress.getByName(address), 1)));
    }

    private static Optional<Authentication> caller(MockServerHttpRequest.BaseBuilder<?> request) {
        var seen = new AtomicReference<Authentication>();
        new CallersOnThisMachine()
                .filter(
                        MockServerWebExchange.from(request),
                        _ -> ReactiveSecurityContextHolder.getContext()
                                .map(SecurityContext::getAuthentication)
                                .doOnNext(seen::set)
                                .then())
                .block();
        return Optional.ofNullable(seen.get());
    }
}
