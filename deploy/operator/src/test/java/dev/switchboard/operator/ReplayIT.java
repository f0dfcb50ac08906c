package dev.switchboard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.deadletter.Effect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Putting dead letters back, as it is typed. */
class ReplayIT {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private PutAside putAside;
    private AskedService dispatcher;
    private Map<String, String> environment;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        putAside = new PutAside();
        dispatcher = new AskedService();
        environment = new HashMap<>(putAside.environment());
        environment.put("DISPATCHER_URL", dispatcher.address());
    }

    @AfterEach
    void end() {
        dispatcher.close();
        putAside.close();
    }

    @Test
    void aPlanSaysWhatWouldHappenAndSendsNothing() {
        var sent = bugs(3);
        var accepted = bug(NOW);
        var late = bug(NOW.minus(Duration.ofDays(2)));
        dispatcher.arrange(accepted, Effect.of(Effect.Kind.ACCEPTED));
        putAside.sendRequest(0, NOW, "acme", "{not json");

        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var plan = ask("dlt", "replay", putAside.sendRequests(), "--canary", "2");
            assertThat(plan.exit()).as(plan.errors()).isZero();
            assertThat(plan.output())
                    .containsPattern("Plan p-[0-9a-f]{8} · 3 of 6 records go back · 10/s, about 0 s · canary 2")
                    .containsPattern(" 3  replay  would be sent")
                    .containsPattern(" 1  stays   already accepted by the provider")
                    .containsPattern(" 1  stays   deadline passed")
                    .containsPattern(" 1  stays   would be dead-lettered again: undecodable: not JSON")
                    .contains("5  bug: java.lang.IllegalStateException")
                    .contains("ordering: 3 keys, 0 of them with newer records behind")
                    .contains("Nothing was sent. ./switchboard dlt replay p-");
            assertThat(reader.records()).isEmpty();
        }
        assertThat(sent).doesNotContain(late);
        assertThat(ask("dlt", "list", "--json")
                        .json()
                        .get(0)
                        .get("states")
                        .get("new")
                        .intValue())
                .isEqualTo(6);
    }

    @Test
    void thePlanIsDoneAndTheRecordsComeAsTheyWere() {
        var keys = bugs(3);
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var plan = plan(putAside.sendRequests());

            var done = ask("dlt", "replay", plan, "--execute", "--reason", "INC-204", "--rate", "100/s");
            assertThat(done.exit()).as(done.errors()).isZero();
            assertThat(done.output())
                    .isEqualTo("replayed 3  skipped 0  failed 0  parked 0 · audit " + plan + " by ana@test\n");

            await().atMost(Duration.ofSeconds(20)).until(() -> reader.records().size() == 3);
            assertThat(reader.records()).extracting(ReplayIT::key).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(reader.records()).allSatisfy(record -> {
                assertThat(text(record, "x-tenant")).isEqualTo("acme");
                assertThat(text(record, "x-replay-id")).isEqualTo(plan);
                assertThat(text(record, "x-replay-count")).isEqualTo("1");
                assertThat(text(record, "x-replay-by")).isEqualTo("ana@test");
                assertThat(text(record, "x-replay-at")).isEqualTo(NOW.toString());
                assertThat(text(record, "x-replay-of")).startsWith(putAside.sendRequests() + "/");
                assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains(key(record));
                assertThat(Arrays.stream(record.headers().toArray()).map(header -> header.key()))
                        .noneMatch(name -> name.startsWith("kafka_dlt-") || name.startsWith("x-dlt-"));
            });
        }
        var list = ask("dlt", "list");
        assertThat(list.exit()).as("nothing new is left").isZero();
        assertThat(list.output()).containsPattern(putAside.sendRequests() + " +0 +3 +0 +0 ");
        assertThat(ask("dlt", "groups", "--json").json().get(0).get("state").stringValue())
                .isEqualTo("replayed");
    }

    @Test
    void aSecondTimeDoesNothingUnlessItIsWanted() {
        bugs(2);
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var plan = plan(putAside.sendRequests());
            execute(plan);

            assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "again"))
                    .contains("is done; --again");
            assertThat(ask("dlt", "replay", putAside.sendRequests()).output()).contains("nothing to replay");
            assertThat(ask("dlt", "resume", plan).output()).contains("Nothing is left to do");
            assertThat(reader.records()).hasSize(2);

            assertThat(ask("dlt", "replay", plan, "--execute", "--reason", "again", "--again")
                            .exit())
                    .isZero();
            assertThat(reader.records()).hasSize(4);
        }
    }

    @Test
    void whatTheServiceSaysNowCountsNotWhatItSaidThen() {
        var keys = bugs(2);
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var plan = plan(putAside.sendRequests());
            dispatcher.arrange(keys.getFirst(), Effect.of(Effect.Kind.ACCEPTED));

            assertThat(execute(plan).output()).startsWith("replayed 1  skipped 1 ");
            assertThat(reader.records()).extracting(ReplayIT::key).containsExactly(keys.getLast());
        }
    }

    @Test
    void aServiceThatIsDownWantsBlindTrust() {
        bugs(2);
        environment.put("DISPATCHER_URL", "http://127.0.0.1:1");
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var planned = ask("dlt", "replay", putAside.sendRequests());
            assertThat(planned.output())
                    .contains("2  replay  effects unknown")
                    .contains("effects unknown at dispatcher-service: http://127.0.0.1:1 does not answer")
                    .contains("--execute then needs --blind");
            var plan = planIn(planned);

            var answer = ask("dlt", "replay", plan, "--execute", "--reason", "x");
            assertThat(answer.exit()).isEqualTo(ExitCode.REFUSED);
            assertThat(answer.errors()).contains("The effects at dispatcher-service are unknown");
            assertThat(reader.records()).isEmpty();

            assertThat(ask("dlt", "resume", plan, "--blind").exit()).isZero();
            assertThat(reader.records()).hasSize(2);
        }
    }

    @Test
    void theServiceIsAskedWithATokenMadeFromTheSecret() {
        bugs(1);
        environment.put("JWT_SECRET", "0123456789abcdef0123456789abcdef");
        plan(putAside.sendRequests());
        assertThat(dispatcher.tokens()).allSatisfy(token -> assertThat(token).startsWith("Bearer ey"));
    }

    @Test
    void canariesGoFirstAndStopTheRestWhenOneDies() {
        bugs(6);
        try (var reader = new Reader(putAside, NOW, _ -> true)) {
            var plan = planIn(ask("dlt", "replay", putAside.sendRequests(), "--canary", "2", "--rate", "100/s"));
            var answer = ask("dlt", "replay", plan, "--execute", "--reason", "x");
            assertThat(answer.exit()).isEqualTo(ExitCode.SOME_FAILED);
            assertThat(answer.errors())
                    .contains("2 of 2 canaries died again (invalid: still wrong): nothing more was sent")
                    .contains("Go on with: ./switchboard dlt resume " + plan);
            assertThat(reader.records()).hasSize(2);
        }
        assertThat(ask("dlt", "status", plan()).output()).contains("failed", "replayed 2", "of 6");
    }

    @Test
    void whatDiesAgainIsToldAndAfterThreeTimesParked() {
        bugs(1);
        try (var _ = new Reader(putAside, NOW, _ -> true)) {
            for (var time = 1; time <= 3; time++) {
                var plan = plan(putAside.sendRequests());
                var answer = ask("dlt", "replay", plan, "--execute", "--reason", "x");
                assertThat(answer.exit()).as(answer.errors()).isEqualTo(ExitCode.SOME_FAILED);
                assertThat(answer.errors()).contains("1 died again: invalid: still wrong");
            }
        }
        var parked = putAside.topics().sendRequests().parked(ConsumerGroup.DISPATCHER);
        var list = ask("dlt", "list");
        assertThat(list.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(list.output()).containsPattern(parked + " +1 ");
        assertThat(ask("dlt", "replay", putAside.sendRequests()).output()).contains("nothing to replay");
        // A person may still put it back from there.
        assertThat(ask("dlt", "replay", parked).output()).contains("1 of 1 records go back");
    }

    @Test
    void whatWasReplayedTooOftenIsParkedByThePlan() {
        bugs(1);
        try (var reader = new Reader(putAside, NOW, _ -> true)) {
            ask("dlt", "replay", plan(putAside.sendRequests()), "--execute", "--reason", "x");
            var planned = ask("dlt", "replay", putAside.sendRequests(), "--max-replays", "1");
            assertThat(planned.output()).contains("1  park    replayed in vain too often: after 1 replays");
            var answer = ask("dlt", "replay", planIn(planned), "--execute", "--reason", "x");
            assertThat(answer.output()).as(answer.errors()).startsWith("replayed 0  skipped 0  failed 0  parked 1");
            assertThat(reader.records()).hasSize(1);
        }
        var parked = putAside.topics().sendRequests().parked(ConsumerGroup.DISPATCHER);
        assertThat(ask("dlt", "list").output())
                .containsPattern(putAside.sendRequests() + " +0 +1 +1 ")
                .containsPattern(parked + " +1 ");
    }

    @Test
    void aSelectionAndALimitMakeThePlanSmaller() {
        var keys = bugs(4);
        assertThat(ask("dlt", "replay", putAside.sendRequests(), "--where", "key==" + keys.getFirst())
                        .output())
                .contains("1 of 4 records go back");
        assertThat(ask("dlt", "replay", putAside.sendRequests(), "--limit", "3").output())
                .contains("3 of 4 records go back");
        assertThat(ask("dlt", "replay", "--since", "30m").output()).contains("nothing to replay");
    }

    @Test
    void idsFromAFileAreExactlyThose() throws Exception {
        var keys = bugs(4);
        var file = folder.resolve("ids");
        Files.writeString(file, keys.get(1) + "\n\n" + keys.get(2) + "\n");
        var plan = ask("dlt", "replay", putAside.sendRequests(), "--ids-from", file.toString());
        assertThat(plan.output()).contains("2 of 4 records go back");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "--ids-from", folder + "/none"))
                .contains("cannot be read");
    }

    @Test
    void recordsThatAreGoneOrOthersThanThoseOfThePlanAreRefused() throws Exception {
        bugs(3);
        var plan = plan(putAside.sendRequests());
        var where = new TopicPartition(putAside.sendRequests(), 0);
        try (var admin = Admin.create(Map.of("bootstrap.servers", PutAside.BROKER))) {
            admin.deleteRecords(Map.of(where, RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "x"))
                .contains("are gone from their topic. Nothing was sent");
    }

    @Test
    void aCorrectedValueGoesBackUnderItsOldKeyAndHeaders() throws Exception {
        var id = UUID.randomUUID().toString();
        putAside.putInvalid(NOW, id, "{\"messageId\":\"" + id + "\",\"channel\":\"whatsapp\"}");
        var file = folder.resolve("letters.jsonl");
        ask("dlt", "export", putAside.sendRequests(), "-o", file.toString());

        edit(file, "{\"messageId\":\"" + id + "\",\"channel\":\"whatsapp\",\"to\":\"+14155550100\"}");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "--from-file", file.toString()))
                .contains("line 1", "content is missing");
        edit(file, request(UUID.randomUUID().toString()));
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "--from-file", file.toString()))
                .contains("line 1", "another id");
        edit(file, request(id));
        var planned = ask("dlt", "replay", "--from-file", file.toString());
        assertThat(planned.output()).contains("1 of 1 records go back");

        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var plan = planIn(planned);
            assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "x"))
                    .contains("name the same file with --from-file");
            edit(file, request(id).replace("Words", "Others"));
            assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "x", "--from-file", file.toString()))
                    .contains("not those plan " + plan + " was made for");
            edit(file, request(id));
            var answer = ask("dlt", "replay", plan, "--execute", "--reason", "x", "--from-file", file.toString());
            assertThat(answer.exit()).as(answer.errors()).isZero();
            assertThat(reader.records()).singleElement().satisfies(record -> {
                assertThat(key(record)).isEqualTo(id);
                assertThat(new String(record.value(), StandardCharsets.UTF_8)).isEqualTo(request(id));
                assertThat(text(record, "x-replay-of")).startsWith(putAside.sendRequests() + "/");
            });
        }
    }

    @Test
    void peopleParkAndDismissWithAReason() {
        var keys = bugs(3);
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "park", putAside.sendRequests()))
                .contains("--reason");
        assertThat(ask("dlt", "park", putAside.sendRequests(), "--where", "key==" + keys.get(0), "--reason", "waits"))
                .isEqualTo(new Answer(0, "1 parked\n", ""));
        assertThat(ask("dlt", "dismiss", putAside.sendRequests(), "--where", "key==" + keys.get(1), "--reason", "test"))
                .isEqualTo(new Answer(0, "1 dismissed\n", ""));
        assertThat(ask("dlt", "list").output()).containsPattern(putAside.sendRequests() + " +1 +0 +1 +1 ");
        assertThat(ask("dlt", "replay", putAside.sendRequests()).output()).contains("1 of 3 records go back");

        var audit = ask("dlt", "audit");
        assertThat(audit.output())
                .containsPattern("ana@test +parked 1 records +waits")
                .containsPattern("ana@test +dismissed 1 records +test");
        assertThat(ask("dlt", "audit", "--json").output().lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(JsonMapper.shared().readTree(line).has("type"))
                                .isTrue());
    }

    @Test
    void aWebhookNobodyCouldDecodeIsReadAgain() throws Exception {
        putAside.unreadable(NOW);
        var topic = putAside.topics().unreadable().name();
        assertThat(ask("dlt", "groups").output()).contains("unreadable: the form is not UTF-8");
        environment.put("INGRESS_URL", dispatcher.address());
        dispatcher.arrange("twilio", new Effect(Effect.Kind.READ, "1 on messaging.inbound.v1"));
        var planned = ask("dlt", "replay", topic);
        assertThat(planned.output())
                .contains("1 of 1 records go back", "would be read: 1 on messaging.inbound.v1")
                .doesNotContain("--blind");
        var plan = planIn(planned);
        assertThat(refused("dlt", "park", topic, "--reason", "x")).contains("nothing that could be parked");
        assertThat(ask("dlt", "status", plan).output()).contains("planned");
    }

    @Test
    void aCanceledPlanIsOver() {
        bugs(1);
        var plan = plan(putAside.sendRequests());
        assertThat(ask("dlt", "cancel", plan, "--reason", "wrong tenant").output())
                .contains("is canceled");
        assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "x")).contains("was canceled");
        assertThat(refused("dlt", "cancel", plan, "--reason", "x")).contains("nothing to cancel");
        assertThat(ask("dlt", "status", plan, "--json").json().get("state").stringValue())
                .isEqualTo("canceled");
    }

    @Test
    void cancelingEndsAReplayThatRunsElsewhere() throws Exception {
        bugs(5);
        var plan = plan(putAside.sendRequests());
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            var answers = new ArrayList<Answer>();
            var running = Thread.ofPlatform()
                    .start(() -> answers.add(
                            ask("dlt", "replay", plan, "--execute", "--reason", "slowly", "--rate", "30/m")));
            await().atMost(Duration.ofSeconds(20)).until(() -> !reader.records().isEmpty());
            ask("dlt", "cancel", plan, "--reason", "enough");
            running.join(Duration.ofSeconds(20));

            assertThat(answers).singleElement().satisfies(answer -> {
                assertThat(answer.exit()).isEqualTo(ExitCode.REFUSED);
                assertThat(answer.errors()).contains("Canceled by ana@test: enough.");
            });
            assertThat(reader.records()).hasSizeLessThan(5);
        }
        assertThat(ask("dlt", "audit", plan).output()).contains("began", "slowly", "canceled", "enough");
    }

    @Test
    void manyAtOnceWantASecondThought() {
        bugs(101);
        var plan = plan(putAside.sendRequests());
        assertThat(refused("dlt", "replay", plan, "--execute", "--reason", "x")).contains("101 records", "--yes");
        assertThat(refused("dlt", "park", putAside.sendRequests(), "--reason", "x"))
                .contains("--yes");
    }

    @Test
    void liveTrafficComesFirst() throws Exception {
        var keys = bugs(1);
        var plan = planIn(ask("dlt", "replay", putAside.sendRequests(), "--max-lag", "2"));
        for (var i = 0; i < 4; i++) {
            putAside.live(request(UUID.randomUUID().toString()));
        }
        var answers = new ArrayList<Answer>();
        var running =
                Thread.ofPlatform().start(() -> answers.add(ask("dlt", "replay", plan, "--execute", "--reason", "x")));
        running.join(Duration.ofSeconds(4));
        assertThat(running.isAlive()).as("waits for the reader").isTrue();
        try (var reader = new Reader(putAside, NOW, _ -> false)) {
            running.join(Duration.ofSeconds(30));
            assertThat(answers).singleElement().satisfies(answer -> {
                assertThat(answer.exit()).isZero();
                assertThat(answer.errors()).contains("dispatcher-service is 4 records behind, and may be 2");
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> reader.records().size() == 5);
            assertThat(key(reader.records().getLast())).isEqualTo(keys.getFirst());
        }
    }

    @Test
    void whatCannotBeMeantIsToldInOneSentence() {
        bugs(1);
        var plan = plan(putAside.sendRequests());
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", plan, "--execute"))
                .contains("--execute needs --reason");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", plan, "--limit", "1"))
                .contains("belongs to the plan");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "--execute", "--reason", "x"))
                .contains("first ./switchboard dlt replay TOPIC");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "p-00000000", "--execute", "--reason", "x"))
                .contains("There is no plan p-00000000");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "resume", plan)).contains("was never begun");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "status", "here")).contains("is not the id of a plan");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", putAside.sendRequests(), "--rate", "fast"))
                .contains("is not a rate");
        assertThat(refusedAs(ExitCode.USAGE, "dlt", "replay", "messaging.nothing.dlt"))
                .contains("no dead-letter topic");
    }

    private String plan() {
        var lines = ask("dlt", "audit", "--json").output().lines();
        return JsonMapper.shared()
                .readTree(lines.findFirst().orElseThrow())
                .get("planId")
                .stringValue();
    }

    private String plan(String topic) {
        return planIn(ask("dlt", "replay", topic));
    }

    private static String planIn(Answer answer) {
        assertThat(answer.exit()).as(answer.errors()).isZero();
        assertThat(answer.output()).startsWith("Plan p-");
        return answer.output().substring(5, 15);
    }

    private Answer execute(String plan) {
        var answer = ask("dlt", "replay", plan, "--execute", "--reason", "INC-204", "--rate", "100/s");
        assertThat(answer.exit()).as(answer.errors()).isZero();
        return answer;
    }

    private List<String> bugs(int count) {
        var keys = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            keys.add(bug(NOW.minus(Duration.ofHours(1))));
        }
        return keys;
    }

    /** A request that nothing is wrong with, put aside because of a bug of ours. */
    private String bug(Instant requestedAt) {
        var id = UUID.randomUUID().toString();
        putAside.bug(NOW.minus(Duration.ofHours(1)), requestedAt, id, request(id));
        return id;
    }

    private static String request(String id) {
        return "{\"messageId\":\"" + id
                + "\",\"channel\":\"whatsapp\",\"to\":\"+14155550100\",\"content\":{\"type\":\"text\",\"body\":\"Words\"}}";
    }

    private static void edit(Path file, String text) throws Exception {
        var line = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
        line.put("text", text);
        Files.writeString(file, JsonMapper.shared().writeValueAsString(line) + "\n");
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private String refused(String... arguments) {
        return refusedAs(ExitCode.REFUSED, arguments);
    }

    private String refusedAs(int exit, String... arguments) {
        var answer = ask(arguments);
        assertThat(answer.exit()).as(List.of(arguments) + answer.errors()).isEqualTo(exit);
        assertThat(answer.output()).isEmpty();
        assertThat(answer.errors()).doesNotContain("\tat ");
        return answer.errors();
    }

    private Answer ask(String... arguments) {
        return Answer.to(NOW, environment, arguments);
    }
}
