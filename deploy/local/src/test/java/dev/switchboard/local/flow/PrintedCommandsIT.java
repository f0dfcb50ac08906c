package dev.switchboard.local.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.Topic;
import dev.switchboard.contracts.Topics;
import dev.switchboard.contracts.Wire;
import dev.switchboard.local.drill.GoodRecord;
import dev.switchboard.local.drill.PutAside;
import dev.switchboard.operator.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code ./switchboard dlt} command that README, runbook and {@code --help} print is typed as it is printed. */
class PrintedCommandsIT {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern COMMAND =
            Pattern.compile("^ *(\\./switchboard dlt .*?)(?:  +#.*)?$", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern PLAN = Pattern.compile("p-[0-9a-f]{8}|\\$plan|\\$corrected");

    private static final RunningSystem SWITCHBOARD = RunningSystem.shared();
    private static final Map<String, String> ENVIRONMENT = SWITCHBOARD.operatorEnvironment();
    private static final Topics TOPICS = new Topics("", new Topic.Shape(3, (short) 1));
    private static final PutAside BUG = new PutAside(SWITCHBOARD.bootstrapServers(), 3);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void somethingIsPutAside() {
        another();
        var status = GoodRecord.of(TOPICS, TOPICS.status().name());
        BUG.one(
                TOPICS.status(),
                ConsumerGroup.STATUS,
                status.key(),
                status.value().toString());
    }

    static Stream<String> printed() throws IOException {
        var pages = Stream.of(ROOT.resolve("README.md"), ROOT.resolve("deploy/RUNBOOK.md"))
                .map(PrintedCommandsIT::text);
        var help = typed("dlt", "--help").output();
        var commands = Pattern.compile("^  (\\w+) ", Pattern.MULTILINE)
                .matcher(help.substring(help.indexOf("Commands:")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(commands).contains("list", "replay", "audit");
        var helps = commands.stream().map(command -> {
            var examples = typed("dlt", command, "--help").output();
            assertThat(COMMAND.matcher(examples.substring(examples.indexOf("Examples:")))
                            .results())
                    .as(command)
                    .hasSizeGreaterThanOrEqualTo(2);
            return examples.substring(examples.indexOf("Examples:"));
        });
        return Stream.concat(pages, helps)
                .flatMap(page -> COMMAND.matcher(page).results().map(found -> found.group(1)))
                .filter(command -> !command.contains("--help"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("printed")
    void worksAsItIsPrinted(String command) throws Exception {
        var arguments = arguments(command);
        if (command.contains(" tail")) {
            assertFollows(arguments);
            return;
        }
        var typed = Typed.in(ENVIRONMENT, arguments);
        assertThat(typed.exit())
                .as(String.join(" ", arguments) + "\n" + typed.output() + typed.errors())
                .isIn(0, 3);
    }

    private static String[] arguments(String command) {
        var letters = command.contains("--from-file") ? exported() : folder.resolve("new-" + System.nanoTime());
        var real = PLAN.matcher(command)
                .replaceAll(_ -> plan(command, letters))
                .replaceAll("\\S+/0@42", position())
                .replaceAll("\\S+\\.jsonl", letters.toString());
        return WORD.matcher(real)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(one -> one != null)
                        .findFirst()
                        .orElseThrow())
                .skip(1)
                .map(PrintedCommandsIT::file)
                .toArray(String[]::new);
    }

    /** Each command gets a plan of its own: one that was begun where it is to be resumed. */
    private static String plan(String command, Path letters) {
        if (command.contains("--from-file")) {
            return planned("dlt", "replay", "--from-file", letters.toString());
        }
        var plan = planned("dlt", "replay", topic(), "--where", "key==" + another());
        if (command.contains("resume")) {
            assertThat(typed("dlt", "replay", plan, "--execute", "--reason", "a test")
                            .exit())
                    .isZero();
        }
        return plan;
    }

    private static String planned(String... arguments) {
        var typed = typed(arguments);
        assertThat(typed.output()).as(typed.errors()).startsWith("Plan p-");
        return typed.output().substring(5, 15);
    }

    private static String another() {
        var request = GoodRecord.of(TOPICS, TOPICS.sendRequests().name());
        BUG.one(
                TOPICS.sendRequests(),
                ConsumerGroup.DISPATCHER,
                request.key(),
                request.value().toString());
        return request.key();
    }

    private static String topic() {
        return TOPICS.sendRequests().deadLetters(ConsumerGroup.DISPATCHER);
    }

    private static String position() {
        var groups =
                Wire.JSON.readTree(typed("dlt", "groups", TOPICS.status().deadLetters(ConsumerGroup.STATUS), "--json")
                        .output());
        return groups.get(0).get("topic").stringValue() + "/"
                + groups.get(0).get("example").stringValue();
    }

    /** A file somebody made before. */
    private static String file(String name) {
        if (!name.equals("ids.txt")) {
            return name;
        }
        try {
            return Files.writeString(folder.resolve(name), another() + "\n").toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path exported() {
        var file = folder.resolve("exported-" + System.nanoTime());
        assertThat(typed("dlt", "export", topic(), "-o", file.toString(), "--where", "key==" + another())
                        .exit())
                .isZero();
        return file;
    }

    private static void assertFollows(String... arguments) throws InterruptedException {
        var errors = new StringWriter();
        var tail = Thread.ofPlatform()
                .start(() -> Operator.run(
                        arguments,
                        ENVIRONMENT,
                        Clock.systemUTC(),
                        new PrintWriter(new StringWriter(), true),
                        new PrintWriter(errors, true)));
        await().atMost(Duration.ofSeconds(30)).until(() -> errors.toString().contains("Following"));
        tail.interrupt();
        tail.join();
    }

    private static Typed typed(String... arguments) {
        return Typed.in(ENVIRONMENT, arguments);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
