package dev.switchboard.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** With many rows in every table no question reads one of them from its beginning to its end. */
class ManyRowsIT {

    private static final int MESSAGES = 200_000;

    private static RunningStatus status;
    private static WebTestClient api;

    @BeforeAll
    static void fill() {
        status = RunningStatus.start(
                "--spring.kafka.listener.auto-startup=false",
                "--STATUS_CHANGES_INTERVAL=1h",
                "--STATUS_CHECK_EVERY=1h");
        api = WebTestClient.bindToServer()
                .baseUrl(status.address())
                .responseTimeout(Duration.ofSeconds(60))
                .build();
        var rows = List.of("""
                insert into messages (id, direction, channel, provider, account, provider_id, from_address, to_address, contact,
                    conversation_id, text, status, rank, code, requested_at, created_at, last_status_at, recorded_at, tenant)
                select md5('m' || n)::uuid, case when n % 4 = 0 then 'inbound' else 'outbound' end,
                       case when n % 3 = 0 then 'sms' else 'whatsapp' end, case when n % 2 = 0 then 'twilio' else 'meta' end,
                       'AC1', 'SM' || md5('s' || n), '+15550001111', '+1415' || (5550000 + n % 20000),
                       '+1415' || (5550000 + n % 20000), md5('c' || n % 20000)::uuid, 'hello',
                       case when n % 100 = 0 then 'failed' when n % 50 = 0 then 'sent' else 'delivered' end,
                       case when n % 100 = 0 then 14 when n % 50 = 0 then 8 else 15 end,
                       case when n % 100 = 0 then '63049' end, now() - n * interval '10 seconds',
                       now() - n * interval '10 seconds', now() - n * interval '10 seconds',
                       now() - n * interval '10 seconds', 'tenant' || n % 10
                from generate_series(1, {messages}) n
                """, """
                insert into message_states (id, status, created_at, channel, provider, tenant)
                select id, status, created_at, channel, provider, tenant from messages
                """, """
                insert into provider_ids (provider, account, provider_id, message_id, settled)
                select provider, account, provider_id, id, true from messages
                """, """
                insert into message_statuses (message_id, status, code, rank, failure_kind, failure_reason, first_at, count)
                select id, status, coalesce(code, ''), rank, '', '', created_at, 1 from messages
                """, """
                insert into conversations (id, channel, ours, contact, last_message_id, last_message_at, last_inbound_at)
                select distinct on (conversation_id) conversation_id, channel, '+15550001111', contact, id, created_at, created_at
                from messages order by conversation_id, created_at desc
                """, """
                insert into contacts (id, address, address_hash, phone)
                select md5('k' || n)::uuid, '+1415' || (5550000 + n), 'h' || n, '+1415' || (5550000 + n)
                from generate_series(0, 19999) n
                """, """
                insert into amendments (topic, partition, log_offset, record_time, event_id, type, provider, account, provider_id,
                    conversation_id, contact, occurred_at, payload)
                select 't', 0, n, now(), 'e' || n, 'ReactionReceived', 'meta', 'AC1', 'SM' || md5('s' || n),
                       md5('c' || n % 20000)::uuid, 'c', now(), '{}'
                from generate_series(1, 20000) n
                """, """
                insert into calls (call_id, provider, account, ours, caller, began_at)
                select 'CA' || n, 'twilio', 'AC1', '+15550001111', '+14155550100', now() - n * interval '1 minute'
                from generate_series(1, 20000) n
                """, """
                insert into call_steps (call_id, progress, rank, sequence, at)
                select call_id, 'completed', 5, 3, began_at from calls
                """, "analyze");
        rows.forEach(sql -> status.sql()
                .sql(sql.replace("{messages}", Integer.toString(MESSAGES)))
                .update());
    }

    @AfterAll
    static void stop() {
        status.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/messages",
                "/api/v1/messages?status=failed",
                "/api/v1/messages?status=queued",
                "/api/v1/messages?channel=sms&provider=meta",
                "/api/v1/messages?code=63049",
                "/api/v1/messages?code=30008",
                "/api/v1/messages?to=%2B14155550100",
                "/api/v1/messages?tenant=tenant7&since=2020-01-01",
                "/api/v1/messages?tenant=nobody",
                "/api/v1/messages?id=SM0123",
                "/api/v1/messages/00000000-0000-7000-8000-000000000000/explain",
                "/api/v1/conversations",
                "/api/whatsapp/contact_messages?contact=14155550100",
                "/api/v1/contacts?address=14155550100",
                "/api/v1/calls"
            })
    void noQuestionReadsAWholeTable(String path) {
        var before = scans();

        api.get().uri(URI.create(status.address() + path)).exchange().expectBody();

        // A connection tells what it read within a second.
        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scans()).isEqualTo(before));
    }

    /** Every one that failed is of tenant0, by Twilio. */
    @Test
    void whatNoneOfAStatusMeetsIsLookedForWithoutMessages() {
        var settled = settled();

        for (var filter : List.of("provider=meta", "tenant=tenant7", "tenant=tenant7&provider=meta")) {
            api.get()
                    .uri(URI.create(status.address() + "/api/v1/messages?status=failed&" + filter))
                    .exchange()
                    .expectBody()
                    .jsonPath("$.items")
                    .isEmpty();
        }

        // The planner looks at the ends of indexes; all that failed are two thousand.
        assertThat(settled() - settled).isLessThan(100);
    }

    /** How many messages were fetched: a connection that has nothing to do tells it after ten seconds. */
    private static long settled() {
        var seen = new AtomicLong(fetched());
        await().during(Duration.ofSeconds(11)).atMost(Duration.ofSeconds(60)).until(() -> {
            var now = fetched();
            return seen.getAndSet(now) == now;
        });
        return seen.get();
    }

    private static long fetched() {
        return status.sql()
                .sql("select idx_tup_fetch from pg_stat_user_tables where relname = 'messages'")
                .query(Long.class)
                .single();
    }

    /** Of the tables that grow with the traffic. */
    private static Map<String, Long> scans() {
        var scans = new TreeMap<String, Long>();
        status.sql()
                .sql("""
                        select relname, seq_scan from pg_stat_user_tables
                        where relname in ('messages', 'message_states', 'message_statuses', 'provider_ids', 'conversations', 'contacts',
                            'amendments', 'calls', 'call_steps')
                        """)
                .query((row, _) -> scans.put(row.getString("relname"), row.getLong("seq_scan")))
                .list();
        return scans;
    }
}
