package dev.switchboard.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.dispatcher.FakeProvider;
import dev.switchboard.dispatcher.TestCalls;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.ledger.Lease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExchangeTest {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final String MESSAGE = "Body=Hello";

    private final Exchange exchange = TestCalls.exchange();

    @AfterEach
    void close() {
        exchange.destroy();
    }

    @Test
    void tellsTheAnswerAndWhenToComeBack() {
        try (var provider = new FakeProvider().answers("/send", 429, "busy", Map.of("Retry-After", "7"))) {
            assertThat(post(provider.url().resolve("/send"), Lease.endless()))
                    .isInstanceOfSatisfying(Reply.Answered.class, answered -> {
                        assertThat(answered.status()).isEqualTo(429);
                        assertThat(answered.body()).isEqualTo("busy");
                        assertThat(answered.notBefore()).isEqualTo(Duration.ofSeconds(7));
                        assertThat(answered.headers()
                                        .getFirstHeader("Retry-After")
                                        .getValue())
                                .isEqualTo("7");
                    });
            assertThat(provider.asked)
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.body()).isEqualTo(MESSAGE));
        }
    }

    @Test
    void makesNoCallWhenTheLeaseIsOver() {
        var clock = new AtomicLong();
        var lease = Lease.starting(clock::get, LEASE);
        clock.set(LEASE.toNanos());
        try (var provider = new FakeProvider().answers("/send", 201, "")) {
            assertThat(post(provider.url().resolve("/send"), lease)).isInstanceOf(Reply.NeverLeft.class);
            assertThat(provider.asked).isEmpty();
        }
    }

    /** The thread stood still between the claim and the socket, after the first look at the lease. */
    @Test
    void keepsTheMessageBackWhenTheLeaseEndsWhileItConnects() throws IOException {
        var looks = new AtomicLong();
        var lease = Lease.starting(() -> looks.getAndIncrement() < 2 ? 0 : LEASE.toNanos(), LEASE);
        try (var provider = new Peer(Peer.Manner.SILENT)) {
            assertThat(post(provider.url(), lease)).isInstanceOf(Reply.NeverLeft.class);
            assertThat(provider.heard).noneMatch(heard -> heard.contains(MESSAGE));
        }
    }

    @Test
    void knowsThatARefusedConnectionTookNothing() throws IOException {
        URI nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/send");
        }
        assertThat(post(nobody, Lease.endless())).isInstanceOf(Reply.NeverLeft.class);
    }

    @Test
    void doesNotKnowWhatBecameOfAMessageWhoseConnectionWasLostAndDoesNotRepeatIt() throws IOException {
        try (var provider = new Peer(Peer.Manner.HANGS_UP)) {
            assertThat(post(provider.url(), Lease.endless())).isInstanceOf(Reply.Lost.class);
            assertThat(provider.heard).hasSize(1);
        }
    }

    @Test
    void doesNotKnowWhatBecameOfAMessageNobodyAnswered() throws IOException {
        try (var provider = new Peer(Peer.Manner.SILENT)) {
            assertThat(post(provider.url(), Lease.endless())).isInstanceOf(Reply.Lost.class);
            await().until(() -> provider.heard.stream().anyMatch(heard -> heard.contains(MESSAGE)));
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatComesByteByByte() throws IOException {
        try (var provider = new Peer(Peer.Manner.TRICKLES)) {
            assertThat(post(provider.url(), Lease.endless()))
                    .isInstanceOfSatisfying(
                            Reply.Lost.class, lost -> assertThat(lost.reason()).startsWith("no answer within"));
        }
    }

    /** A message written to it would be gone, and nobody would know whether it arrived. */
    @Test
    void trustsNoMessageToAConnectionThatWasClosedWhileItLayIdle() throws IOException {
        try (var provider = new Peer(Peer.Manner.CLOSES_LATER)) {
            assertThat(post(provider.url(), Lease.endless())).isInstanceOf(Reply.Answered.class);
            var answered = System.nanoTime();
            await().until(() -> System.nanoTime() - answered > 2 * Exchange.TRUSTED_FOR.toNanoseconds());

            assertThat(post(provider.url(), Lease.endless())).isInstanceOf(Reply.Answered.class);
        }
    }

    @Test
    void saysNothingOfItsOwnButItsName() {
        try (var provider = new FakeProvider().answers("/send", 201, "")) {
            post(provider.url().resolve("/send"), Lease.endless());
            exchange.get(provider.url().resolve("/send"), Map.of("Authorization", "Basic x"));

            assertThat(provider.asked.getFirst().headers().keySet())
                    .containsExactlyInAnyOrder("Host", "Connection", "User-agent", "Content-length");
            assertThat(provider.asked.getLast().headers().keySet())
                    .containsExactlyInAnyOrder("Host", "Connection", "User-agent", "Authorization");
            assertThat(provider.asked.getLast().header("Connection")).isEqualTo("keep-alive");
        }
    }

    @Test
    void followsNobodyElsewhere() {
        try (var other = new FakeProvider().answers("/send", 201, "");
                var provider = new FakeProvider()
                        .answers(
                                "/send",
                                307,
                                "",
                                Map.of("Location", other.url().resolve("/send").toString()))) {
            assertThat(post(provider.url().resolve("/send"), Lease.endless()))
                    .isInstanceOfSatisfying(
                            Reply.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(307));
            assertThat(other.asked).isEmpty();
        }
    }

    private Reply post(URI url, Lease lease) {
        return exchange.post(url, Map.of(), MESSAGE, lease);
    }

    /** The other end of a connection, without any manners of HTTP. */
    private static final class Peer implements AutoCloseable {

        private enum Manner {
            HANGS_UP,
            SILENT,
            TRICKLES,
            CLOSES_LATER
        }

        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        private final Manner manner;

        Peer(Manner manner) throws IOException {
            this.manner = manner;
            Thread.ofVirtual().start(this::listen);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/send");
        }

        private void listen() {
            try {
                while (true) {
                    var connection = socket.accept();
                    Thread.ofVirtual().start(() -> serve(connection));
                }
            } catch (IOException _) {
                // closed
            }
        }

        private void serve(Socket connection) {
            try (connection) {
                var all = new StringBuilder();
                var buffer = new byte[8192];
                for (var n = connection.getInputStream().read(buffer); n >= 0; ) {
                    all.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (manner == Manner.HANGS_UP && all.indexOf(MESSAGE) >= 0) {
                        heard.add(all.toString());
                        return;
                    }
                    if (manner == Manner.SILENT) {
                        heard.add(all.toString());
                    }
                    if (manner == Manner.TRICKLES && all.indexOf(MESSAGE) >= 0) {
                        trickle(connection);
                    }
                    if (manner == Manner.CLOSES_LATER && all.indexOf(MESSAGE) >= 0) {
                        say(connection, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                        return;
                    }
                    n = connection.getInputStream().read(buffer);
                }
            } catch (IOException _) {
                // the caller hung up
            }
        }

        /** Each byte comes sooner than anybody loses patience with a single one. */
        private static void trickle(Socket connection) throws IOException {
            say(connection, "HTTP/1.1 201 Created\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                say(connection, "x");
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }

        private static void say(Socket connection, String words) throws IOException {
            connection.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
