package dev.switchboard.status.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.infrastructure.Infrastructure;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.Wiretap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The state once more from the topics, while the service runs, says the same; and a difference is found. */
class RebuildIT {

    private RunningStatus status;
    private Wiretap wire;

    @BeforeEach
    void start() {
        status = RunningStatus.start();
        wire = Wiretap.on(status);
    }

    @AfterEach
    void stop() {
        wire.close();
        status.close();
    }

    @Test
    void theStateFromTheTopicsIsTheStateInUse() {
        tellOfEverything();
        var output = new ByteArrayOutputStream();

        assertThat(rebuild(output)).as(output.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("Read 32 records", "1 could not be taken", "messages ", "message_counts ", "Identical.");
        assertThat(schemas()).isEmpty();
        var changes = wire.all(wire.topics().changes().name()).size();

        status.sql()
                .sql("update messages set text = 'somebody was here' where text is not null")
                .update();

        output.reset();
        assertThat(rebuild(output)).isEqualTo(3);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("Not identical.", "only in use");
        assertThat(wire.all(wire.topics().changes().name())).hasSize(changes);
    }

    private void tellOfEverything() {
        var ada = new Address("+14155550142");
        var theirs = News.received(Channel.WHATSAPP, ada, "my secret", 1);
        var grace = News.received(Channel.WHATSAPP, new Address("+14155550143"), "no secret", 1);
        var session = "session-" + UUID.randomUUID();
        wire.say(wire.topics().inbound(), theirs);
        wire.say(wire.topics().inbound(), grace);
        wire.say(
                wire.topics().inbound(),
                new ReactionReceived(
                        grace.conversationId(),
                        grace.provider(),
                        grace.account(),
                        grace.channel(),
                        grace.ours(),
                        grace.contact(),
                        grace.providerId(),
                        "👍",
                        News.at(9),
                        null));
        wire.say(
                wire.topics().inbound(),
                new CallReceived("CA" + UUID.randomUUID(), Provider.TWILIO, "AC1", News.OURS, ada, News.at(2), null));
        wire.say(
                wire.topics().inbound(),
                new SessionChanged(session, Provider.GATEWAY, session, "ready", null, null, null, News.at(3), null));
        wire.sayBytes(wire.topics().inbound(), "key", "nobody can read this");
        var news = Stream.generate(News::ofSomeMessage).limit(5).toList();
        for (var each : news) {
            wire.say(wire.topics().status(), each.reportedElsewhere(Status.DELIVERED, 4, null));
            wire.say(wire.topics().sendOutcomes(), each.queued(0));
            wire.say(wire.topics().sendOutcomes(), each.accepted(1));
            wire.say(wire.topics().status(), each.reported(Status.SENT, 2, null));
            wire.say(wire.topics().status(), each.reported(Status.READ, 9, null));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count("select count(*) from message_events")
                                + count("select count(*) from calls")
                                + count("select count(*) from amendments")
                                + count("select count(*) from session_states"))
                        .isEqualTo(30));
        erase(ada);
    }

    private void erase(Address contact) {
        var id = status.sql()
                .sql("select id::text from contacts where address = ?")
                .param(contact.value())
                .query(String.class)
                .single();
        WebTestClient.bindToServer()
                .baseUrl(status.address())
                .build()
                .delete()
                .uri("/api/v1/contacts/" + id)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody();
    }

    private int rebuild(ByteArrayOutputStream output) {
        var arguments = new String[] {
            "--KAFKA_BOOTSTRAP_SERVERS=" + Infrastructure.forTests().bootstrapServers(),
            "--KAFKA_TOPIC_PREFIX=" + status.prefix(),
            "--KAFKA_PARTITIONS=2",
            "--DATABASE_URL=" + status.database()
        };
        return Rebuild.run(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private List<String> schemas() {
        return status.sql()
                .sql("select nspname::text from pg_namespace where nspname like 'rebuilt%'")
                .query(String.class)
                .list();
    }

    private long count(String sql) {
        return status.sql().sql(sql).query(Long.class).single();
    }
}
