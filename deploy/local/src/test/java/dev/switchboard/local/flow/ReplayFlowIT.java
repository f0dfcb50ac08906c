package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.local.drill.GoodRecord;
import dev.switchboard.local.drill.PutAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan says of dead letters, and what comes of it in the running system. */
class ReplayFlowIT {

    private final RunningSystem switchboard = RunningSystem.shared();
    private final Map<String, String> environment = switchboard.operatorEnvironment();
    private final Topics topics = new Topics("", new Topic.Shape(3, (short) 1));
    private final PutAside bug = new PutAside(switchboard.bootstrapServers(), 3);

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
