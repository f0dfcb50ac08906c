package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.local.drill.GoodRecord;
import dev.switchboard.local.drill.PutAside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Dead letters replayed into the running system: half of them cleanly, the others with a kill in the midst of it, resumed,
 * and then all of them once more. What the services and the provider know of both halves is the same.
 */
class ReplayFlowIT {

    /** Small in the build, large in the drill. */
    private static final int SENDS = Integer.getInteger("drill.sends", 250);

    private static final int REPORTS = Integer.getInteger("drill.reports", 250);

    private final RunningSystem switchboard = RunningSystem.shared();
    private final Map<String, String> environment = switchboard.operatorEnvironment();
    private final Topics topics = new Topics("", new Topic.Shape(3, (short) 1));
    private final PutAside bug = new PutAside(switchboard.bootstrapServers(), 3);

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void killedResumedAndRepeatedItHasTheEffectOfOnce() throws Exception {
        var clean = putAside(SENDS, REPORTS);
        replay(clean);

        var rough = putAside(SENDS, REPORTS);
        for (var topic : List.of(sends(), reports())) {
            var count = topic.equals(sends()) ? SENDS : REPORTS;
            var plan = planIn(typed("dlt", "replay", topic, "--where", "cause==bug"));
            var killed = Typed.start(
                    environment,
                    "dlt",
                    "replay",
                    plan,
                    "--execute",
                    "--reason",
                    "a drill",
                    "--rate",
                    Math.max(50, count / 10) + "/s",
                    "--yes");
            await().atMost(Duration.ofSeconds(60)).until(() -> settled(plan) > count / 5);
            killed.destroyForcibly().onExit().join();
            assertThat(settled(plan)).as("it was killed in the midst of it").isLessThan(count);
            done("dlt", "resume", plan, "--rate", "1000/s", "--yes");
            done("dlt", "replay", plan, "--execute", "--reason", "again", "--again", "--rate", "1000/s", "--yes");
        }

        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(state(rough)).isEqualTo(state(clean));
                    assertThat(state(clean)).contains("read null " + SENDS, "delivered null " + REPORTS);
                });
        for (var id : rough.sends()) {
            assertThat(switchboard.sendsAtProvider(id)).as(id).hasSize(1);
        }
        assertThat(switchboard.rows("status", """
                select coalesce(r.status, v.status) || ' ' || coalesce(r.n, 0) || ' ' || coalesce(v.n, 0)
                from (select status, sum(messages) as n from message_counts group by status) r
                full join (select status, count(*) as n from message_measures group by status) v using (status)
                where coalesce(r.n, 0) <> coalesce(v.n, 0)
                """, List.of()))
                .as("roll-ups are the sums of the messages")
                .isEmpty();
    }

    @Test
    void thePlanKnowsWhatTheServicesWouldDo() {
        var letters = putAside(1, 1);
        var first = letters.sends().getFirst();
        assertThat(typed("dlt", "replay", sends(), "--where", "key==" + first).output())
                .contains("1  replay  would be sent");
        assertThat(typed(
                                "dlt",
                                "replay",
                                reports(),
                                "--where",
                                "key==" + letters.reports().getFirst())
                        .output())
                .contains("1  replay  would change a message: new → delivered");

        switchboard.awaitStatus(replayOne(first), "read");
        bug.one(topics.sendRequests(), ConsumerGroup.DISPATCHER, first, request(first));
        assertThat(typed("dlt", "replay", sends(), "--where", "key==" + first).output())
                .contains("1  stays   already accepted by the provider");
    }

    private String replayOne(String id) {
        var plan = planIn(typed("dlt", "replay", sends(), "--where", "key==" + id));
        done("dlt", "replay", plan, "--execute", "--reason", "one");
        return id;
    }

    /** The ids of what was put aside: requests, and reports on messages nobody has heard of. */
    private record Letters(List<String> sends, List<String> reports) {}

    private Letters putAside(int requests, int statuses) {
        var sends = new ArrayList<String>();
        var reports = new ArrayList<String>();
        for (var i = 0; i < requests; i++) {
            var good = GoodRecord.of(topics, topics.sendRequests().name());
            sends.add(good.key());
            bug.one(
                    topics.sendRequests(),
                    ConsumerGroup.DISPATCHER,
                    good.key(),
                    good.value().toString());
        }
        for (var i = 0; i < statuses; i++) {
            var good = GoodRecord.of(topics, topics.status().name());
            reports.add(good.key());
            var delivered = good.value().put("status", "delivered").toString();
            bug.one(topics.status(), ConsumerGroup.STATUS, good.key(), delivered);
        }
        return new Letters(sends, reports);
    }

    private String request(String id) {
        var good = GoodRecord.of(topics, topics.sendRequests().name());
        return good.value().put("messageId", id).toString();
    }

    private void replay(Letters letters) {
        for (var topic : List.of(sends(), reports())) {
            var plan = planIn(typed("dlt", "replay", topic, "--where", "cause==bug"));
            done("dlt", "replay", plan, "--execute", "--reason", "a drill", "--rate", "1000/s", "--yes");
        }
        await().atMost(Duration.ofMinutes(5)).until(() -> switchboard.known(false, letters.sends()) == SENDS);
    }

    private String sends() {
        return topics.sendRequests().deadLetters(ConsumerGroup.DISPATCHER);
    }

    private String reports() {
        return topics.status().deadLetters(ConsumerGroup.STATUS);
    }

    private static String planIn(Typed typed) {
        assertThat(typed.exit()).as(typed.errors()).isZero();
        assertThat(typed.output()).startsWith("Plan p-");
        return typed.output().substring(5, 15);
    }

    private long settled(String plan) {
        return Wire.JSON
                .readTree(typed("dlt", "status", plan, "--json").output())
                .get("replay")
                .longValue();
    }

    /** Everything that is said of them, without what names or dates them. */
    private List<String> state(Letters letters) {
        var ids = new ArrayList<>(letters.sends());
        ids.addAll(letters.reports());
        var all = new ArrayList<>(switchboard.rows("status", """
                select concat_ws(' ', status, coalesce(code, 'null'), count(*))
                from messages where id::text = any(?) group by status, code order by 1
                """, ids));
        all.addAll(switchboard.rows("status", """
                select concat_ws(' ', 'heard', status, code, count(*))
                from message_statuses where message_id::text = any(?) group by status, code order by 1
                """, ids));
        all.addAll(switchboard.rows("dispatcher", """
                select concat_ws(' ', 'ledger', state, attempts, count(*))
                from sends where message_id::text = any(?) group by state, attempts order by 1
                """, ids));
        return all;
    }

    private void done(String... arguments) {
        var typed = typed(arguments);
        assertThat(typed.exit())
                .as(List.of(arguments) + "\n" + typed.output() + typed.errors())
                .isZero();
    }

    private Typed typed(String... arguments) {
        return Typed.in(environment, arguments);
    }
}
