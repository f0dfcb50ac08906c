package dev.switchboard.status.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.Envelope;
import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.account.AccountEvent.PreferenceChanged;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.message.Status;
import dev.switchboard.contracts.outcome.SendOutcome;
import dev.switchboard.contracts.status.StatusReported;
import dev.switchboard.status.News;
import dev.switchboard.status.RunningStatus;
import dev.switchboard.status.Wiretap;
import dev.switchboard.status.message.Fact;
import dev.switchboard.status.message.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Nothing of a contact who was erased is left in any column of any table, and nothing that comes late brings it back. */
class ErasureIT {

    private static final AtomicLong offsets = new AtomicLong();

    private RunningStatus status;
    private Wiretap wire;
    private WebTestClient api;

    @BeforeEach
    void start() {
        status = RunningStatus.start();
        wire = Wiretap.on(status);
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @AfterEach
    void stop() {
        wire.close();
        status.close();
    }

    @Test
    void nothingOfAnErasedContactIsLeftAndNothingLateBringsItBack() {
        var ada = new Address("+14155550142");
        var news = ofContact(ada);
        var late = ofContact(ada);
        var other = News.ofSomeMessage();
        var theirs = News.received(Channel.WHATSAPP, ada, "my secret", 1);
        intake().apply(List.of(
                fact(news.queued(0)),
                fact(news.accepted(1)),
                fact(news.reported(Status.DELIVERED, 5, null)),
                fact(theirs),
                fact(other.queued(0)),
                fact(other.reported(Status.READ, 3, null))));
        wire.say(wire.topics().account(), stop(ada));
        wire.say(wire.topics().inbound(), call(ada));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(count("preferences") + count("calls")).isEqualTo(2));
        var counted = sums();
        assertThat(rowsWith("4155550142")).isNotEmpty();
        assertThat(rowsWith("my secret")).isNotEmpty();

        var id = contactId(ada);
        erase(id);
        erase(id);

        assertNothingIsLeft();
        assertThat(sums()).isEqualTo(counted);
        assertThat(status.sql()
                        .sql("select contact from preferences")
                        .query(String.class)
                        .single())
                .startsWith("hmac-sha256:");
        assertThat(statusOf(news)).isEqualTo("delivered");

        // Late, and again from another place on the log.
        intake().apply(List.of(
                fact(news.reported(Status.READ, 9, null)),
                fact(news.queued(0)),
                fact(theirs),
                fact(late.reported(Status.SENT, 2, null)),
                fact(late.queued(0))));
        intake().apply(List.of(fact(news.reported(Status.READ, secondsFromNow(60), null))));
        wire.say(wire.topics().account(), stop(ada));
        wire.say(wire.topics().inbound(), call(ada));
        wire.say(wire.topics().inbound(), call(new Address("+14155559999")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count("calls")).isEqualTo(3));

        assertThat(statusOf(news)).isEqualTo("read");
        assertThat(statusOf(late)).isEqualTo("sent");
        assertNothingIsLeft();
        assertThat(rowsWith(other.to().value().substring(1))).isNotEmpty();
    }

    @Test
    void whoWritesAnewIsAContactAnew() {
        var ada = new Address("+14155550143");
        intake().apply(List.of(fact(News.received(Channel.WHATSAPP, ada, "before", 1))));
        var id = contactId(ada);
        erase(id);
        var erased = wire.topics().erasures();

        intake().apply(List.of(fact(News.received(Channel.WHATSAPP, ada, "afterwards", secondsFromNow(60)))));
        // What was erased is told once more, as after a crash.
        erase(id, 204);
        assertThat(wire.all(erased.name())).hasSizeGreaterThanOrEqualTo(1);

        assertThat(rowsWith("before")).isEmpty();
        assertThat(status.sql()
                        .sql("select text from messages where text is not null")
                        .query(String.class)
                        .list())
                .containsExactly("afterwards");
        assertThat(contactId(ada)).isEqualTo(id);
    }

    @Test
    void nobodyIsErasedWhoIsNotKnown() {
        erase(UUID.randomUUID().toString(), 404);
    }

    private void assertNothingIsLeft() {
        // What is on its way outward leaves within a moment.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(count("outbox")).isZero());
        assertThat(rowsWith("4155550142")).isEmpty();
        assertThat(rowsWith("my secret")).isEmpty();
        assertThat(rowsWith("Ada at 1")).isEmpty();
        assertThat(rowsWith("Your parcel is here")).hasSize(3);
    }

    /** Which tables hold a text, in whatever column. */
    private List<String> rowsWith(String text) {
        return status.sql().sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'
                          and table_name not like 'message_events_%' and table_name not like 'flyway%'
                        """).query(String.class).list().stream()
                .flatMap(table -> status
                        .sql()
                        .sql("select '" + table + "' from " + table + " t where t::text like ?")
                        .param("%" + text + "%")
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    private List<?> sums() {
        return status.sql()
                .sql("select status, code, sum(messages)::bigint as messages from message_counts group by 1, 2"
                        + " having sum(messages) <> 0 order by 1, 2")
                .query()
                .listOfRows();
    }

    private long count(String table) {
        return status.sql()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private String statusOf(News news) {
        return status.sql()
                .sql("select status from messages where id = ?::uuid")
                .param(news.id().toString())
                .query(String.class)
                .single();
    }

    private String contactId(Address address) {
        return status.sql()
                .sql("select id::text from contacts where address = ?")
                .param(address.value())
                .query(String.class)
                .single();
    }

    private void erase(String id) {
        erase(id, 204);
    }

    private void erase(String id, int answer) {
        api.delete()
                .uri("/api/v1/contacts/{id}", id)
                .exchange()
                .expectStatus()
                .isEqualTo(answer)
                .expectBody();
    }

    private Intake intake() {
        return status.bean(Intake.class);
    }

    private static News ofContact(Address contact) {
        var news = News.ofSomeMessage();
        return new News(news.id(), news.account(), news.providerId(), contact);
    }

    private static PreferenceChanged stop(Address contact) {
        return new PreferenceChanged(Provider.META, "1", contact, "marketing_messages", false, News.at(1), null);
    }

    private static CallReceived call(Address caller) {
        return new CallReceived("CA" + UUID.randomUUID(), Provider.TWILIO, "AC1", News.OURS, caller, News.at(2), null);
    }

    private static int secondsFromNow(int seconds) {
        return (int) Duration.between(News.at(0), Instant.now()).toSeconds() + seconds;
    }

    private static Fact fact(Object event) {
        var offset = offsets.incrementAndGet();
        var position = new RecordPosition("erasures", 0, offset);
        var envelope = new Envelope("e" + offset, "/test", News.at(0), null, null);
        return switch (event) {
            case SendOutcome outcome -> Facts.of(outcome, new Delivery<>(outcome, envelope, position, Instant.now()));
            case StatusReported report -> Facts.of(report, new Delivery<>(report, envelope, position, Instant.now()));
            case MessageReceived received ->
                Facts.of(received, new Delivery<>(received, envelope, position, Instant.now()));
            default -> throw new IllegalArgumentException("no news of a message");
        };
    }
}
