package dev.switchboard.status.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.Wiretap;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Two nodes, and those who watch them. */
class LiveIT {

    private static final int KEPT = 40;

    private static RunningStatus one;
    private static RunningStatus other;
    private static Wiretap wire;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(12));
        one = RunningStatus.start("--STATUS_STREAM_KEPT=" + KEPT, "--STATUS_STREAM_HEARTBEAT=300ms");
        other = one.again("--STATUS_STREAM_KEPT=" + KEPT, "--STATUS_STREAM_HEARTBEAT=300ms");
        wire = Wiretap.on(one);
    }

    @AfterAll
    static void stop() {
        wire.close();
        other.close();
        one.close();
    }

    @Test
    void everyNodeShowsEveryChangeAndAnyOfThemGoesOnWhereAReaderLeftOff() {
        try (var here = Watch.of(one, "", null);
                var there = Watch.of(other, "", null)) {
            var early = happen(6);
            await().until(() -> here.calls().containsAll(early) && there.calls().containsAll(early));
            var seen = here.calls().subList(0, here.calls().indexOf(early.get(3)) + 1);
            var left = here.idOf(seen.getLast());
            here.close();
            var late = happen(6);

            try (var resumed = Watch.of(other, "", left)) {
                var missed = Stream.concat(early.stream(), late.stream())
                        .filter(call -> !seen.contains(call))
                        .toList();
                await().until(() -> resumed.calls().size() >= missed.size());
                assertThat(resumed.calls()).containsExactlyInAnyOrderElementsOf(missed);
                assertThat(resumed.text()).doesNotContain("event:reset");
            }
        }
    }

    @Test
    void aMessagesRiseIsShownUnderItsNameAndOnlyToWhomItIsAskedBy() {
        var news = News.ofSomeMessage();
        try (var messages = Watch.of(one, "?topics=message", null);
                var inbox = Watch.of(one, "?topics=inbox", null)) {
            wire.say(wire.topics().sendOutcomes(), news.queued(0));
            wire.say(wire.topics().status(), news.reported(Status.DELIVERED, 3, null));

            await().until(() -> messages.text().contains("\"status\":\"delivered\""));
            await().until(() -> inbox.text().contains("event:inbox.message"));
            assertThat(messages.text())
                    .contains("event:message.transition", news.id().toString())
                    .doesNotContain("inbox.message");
            assertThat(inbox.text()).doesNotContain("message.transition");
        }
    }

    @Test
    void aReaderWhoMissedTooMuchIsToldToBeginAnewAndThenHearsOn() {
        try (var before = Watch.of(one, "", null)) {
            var first = happen(1);
            await().until(() -> before.calls().containsAll(first));
            var left = before.idOf(first.getFirst());
            var flood = happen(3 * KEPT);
            await().until(() ->
                    before.text().contains("event:reset") || before.calls().containsAll(flood));
            try (var resumed = Watch.of(one, "", left)) {
                await().until(() -> resumed.text().contains("event:reset"));
                assertThat(resumed.calls()).isEmpty();
                var next = happen(1);
                await().until(() -> resumed.calls().containsAll(next));
            }
        }
    }

    @Test
    void anIdThatIsNoneOfOursBeginsAnewToo() {
        for (var id : List.of("nonsense", "1.2.3.4.5.6", "-1.0", "999999999.0")) {
            try (var watch = Watch.of(one, "", id)) {
                await().until(() -> watch.text().contains("event:reset"));
            }
        }
    }

    @Test
    void silenceIsBrokenByAHeartbeatAndTheFirstWordSaysWhereToResume() {
        try (var watch = Watch.of(one, "", null)) {
            await().until(() -> watch.text().split(":still here", -1).length > 2);
            assertThat(watch.text()).contains("retry:2000").containsPattern("id:\\d+\\.\\d+");
            assertThat(watch.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(watch.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void aSlowReaderLosesItsOwnPlaceAndHoldsNobodyUp() {
        var slow = new Slow();
        one.bean(Live.class).from(null).subscribe(slow);
        try (var quick = Watch.of(one, "", null)) {
            await().until(() -> slow.heard.size() == 1);
            for (var i = 0; i < 4; i++) {
                var some = happen(KEPT / 2);
                await().until(() -> quick.calls().containsAll(some));
            }
            assertThat(slow.heard).hasSize(1);

            slow.request(Long.MAX_VALUE);

            await().until(() -> slow.heard.stream().anyMatch(Live.News.Gap.class::isInstance));
            var next = happen(1);
            await().until(() ->
                    slow.heard.getLast() instanceof Live.News.Happened(var _, CallChanged(var id, var _, var _))
                            && next.contains(id));
        } finally {
            slow.cancel();
        }
    }

    /** Takes one thing and then nothing more until it is told to. */
    private static final class Slow extends BaseSubscriber<Live.News> {
        private final List<Live.News> heard = new CopyOnWriteArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected void hookOnNext(Live.News news) {
            heard.add(news);
        }
    }

    private static List<String> happen(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> {
                    var id = "CA" + UUID.randomUUID();
                    wire.say(wire.topics().changes(), new CallChanged(id, "ringing", News.at(0)));
                    return id;
                })
                .toList();
    }

    /** What a browser would have got so far. */
    private record Watch(HttpClient client, HttpResponse<Stream<String>> response, List<String> lines)
            implements AutoCloseable {

        static Watch of(RunningStatus node, String query, @Nullable String lastId) {
            var client = HttpClient.newHttpClient();
            var request = HttpRequest.newBuilder(URI.create(node.address() + "/api/v1/stream" + query));
            if (lastId != null) {
                request.header("Last-Event-ID", lastId);
            }
            try {
                var response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                var watch = new Watch(client, response, new CopyOnWriteArrayList<>());
                Thread.ofVirtual().start(watch::read);
                await().until(() -> watch.text().contains("id:"));
                return watch;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void read() {
            try {
                response.body().forEach(lines::add);
            } catch (RuntimeException _) {
                // Closed.
            }
        }

        String text() {
            return String.join("\n", lines);
        }

        java.net.http.HttpHeaders headers() {
            return response.headers();
        }

        List<String> calls() {
            return lines.stream()
                    .filter(line -> line.startsWith("data:") && line.contains("\"callId\":\""))
                    .map(line -> line.replaceAll(".*\"callId\":\"([^\"]+)\".*", "$1"))
                    .toList();
        }

        String idOf(String call) {
            var at = IntStream.range(0, lines.size())
                    .filter(line -> lines.get(line).contains(call))
                    .findFirst()
                    .orElseThrow();
            return lines.subList(0, at).reversed().stream()
                    .filter(line -> line.startsWith("id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }
}
