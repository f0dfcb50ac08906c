package dev.switchboard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.operator.Operator;
import dev.switchboard.operator.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every command of the tool's help, typed as a user types it, at a dev that runs. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.MethodName.class)
class ToolIT {

    private static final Pattern COMMAND = Pattern.compile("^  ([a-z]+)(?:, [a-z]+)* .*|^  ([a-z]+)$");

    /** Commands that are a whole story of their own, told elsewhere. */
    private static final List<String> ELSEWHERE = List.of("dlt");

    @TempDir
    private static Path folder;

    private static DevProcess dev;
    private static int base;

    private record Typed(int exit, String output, String errors) {}

    @BeforeAll
    static void start() throws Exception {
        base = Stream.iterate(21_000 + (int) (ProcessHandle.current().pid() % 100) * 80, at -> at + 30)
                .filter(at -> Stream.of(0, 1, 2, 3, 10, 20, 21)
                        .allMatch(offset -> PortOwner.of(at + offset).isEmpty()))
                .findFirst()
                .orElseThrow();
        dev = DevProcess.start(folder.resolve("tmp"), "dev", "--json", "--port-base", Integer.toString(base));
        dev.ready();
    }

    @AfterAll
    static void stop() throws Exception {
        dev.process().destroy();
        dev.endsWithin(20);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                line(0, "✓ whatsapp", "send --to +14155550100 --text Hello"),
                line(
                        0,
                        "\"delivered\":true",
                        "send --to +14155550149 --template spring_sale --text Sale --fallback sms --json"),
                line(3, "21610", "send --to +14155550121 --channel sms --text Hello"),
                line(0, "_complete_switchboard", "completion"),
                line(0, "sk_live_", "token --api-key shop messages:send"),
                line(0, "eyJ", "token messages:read --for 8h"),
                line(0, "webhook signed, answered 200", "phone write +14155550100 Thanks"),
                line(0, "answered 200", "phone write +14155550100 STOP --sms"),
                line(0, "Thanks", "phone show +14155550100"),
                line(0, "+14155550100", "phone chats"),
                line(1, "nothing to react to", "phone react +14155550111 !"),
                line(0, "has blocked us", "phone block +14155550111"),
                line(0, "lets us through", "phone block +14155550111 --undo"),
                line(0, "is off", "phone offline +14155550111"),
                line(0, "is on again", "phone offline +14155550111 --undo"),
                line(0, "has no WhatsApp", "phone uninstall +14155550111"),
                line(0, "At the providers it is 20", "phone later 90m"),
                line(0, "Nothing is broken", "chaos"),
                line(0, "loss 0.1", "chaos callbacks --loss 0.1"),
                line(0, "the next 2", "chaos sends 429 --next 2"),
                line(0, "fallback is stopped", "chaos stop fallback"),
                line(0, "broker is stopped", "chaos stop broker"),
                line(3, "broker: halted", "chaos"),
                line(0, "broker goes on", "chaos continue broker"),
                line(0, "repaired  fallback: stopped", "chaos off"),
                line(0, "2 records on messaging.status.v1", "chaos poison --next 2"),
                line(0, "signature is taken", "doctor"),
                line(
                        1,
                        "nothing we can think of",
                        "doctor signature --url http://localhost/api/webhooks/sms --body MessageSid=SM1 --sig abc="));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("typed")
    void doesWhatItSays(int exit, String says, String line) {
        var typed = type(line.split(" "));

        assertThat(typed.output() + typed.errors()).containsIgnoringCase(says).doesNotContain("\tat ");
        assertThat(typed.exit()).as(typed.output() + typed.errors()).isEqualTo(exit);
    }

    @Test
    void deadLettersAreFoundWithoutSayingWhereKafkaIs() throws Exception {
        type("chaos", "poison", "messaging.inbound.v1");

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var typed = type("dlt", "list");
            assertThat(typed.output()).contains("messaging.inbound.v1.status-service.dlt");
            assertThat(typed.exit()).isEqualTo(3);
        });
    }

    @Test
    void whatHappensIsFollowed() throws Exception {
        var tail = new Typing("tail", "--limit", "1", "--status", "delivered", "--json");
        var following = Thread.ofPlatform().start(tail::run);
        await().atMost(Duration.ofMinutes(1)).until(() -> tail.errors.toString().contains("Following"));
        // An SMS is delivered and never read: of two changes that come at once only the later one shows.
        var sent = type("send", "--to", "+14155550122", "--channel", "sms", "--text", "Hello");

        assertThat(following.join(Duration.ofMinutes(1)))
                .as(sent.output() + sent.errors() + tail.output + tail.errors)
                .isTrue();
        var change = JsonMapper.shared().readTree(tail.output.toString());
        assertThat(change.path("status").asString()).isEqualTo("delivered");
        assertThat(change.path("to").asString()).isEqualTo("+14***0122");
    }

    /** At the simulator, which stands where the providers are. */
    @Test
    void theProvidersAreAskedOnline() {
        var simulator = "http://localhost:" + (base + 10);
        var asked = new Typing(
                Map.of(
                        "TWILIO_API_URL",
                        simulator,
                        "TWILIO_ACCOUNT_SID",
                        "AC" + "0".repeat(32),
                        "TWILIO_AUTH_TOKEN",
                        "0".repeat(32),
                        "WHATSAPP_GRAPH_URL",
                        simulator,
                        "WHATSAPP_ACCESS_TOKEN",
                        "simulator-access-token",
                        "WHATSAPP_PHONE_NUMBER_ID",
                        "15550003333",
                        "WHATSAPP_BUSINESS_ACCOUNT_ID",
                        "100000000000001",
                        "PUBLIC_BASE_URL",
                        "http://localhost:" + base),
                "doctor",
                "--online");
        asked.run();

        assertThat(asked.output.toString())
                .contains("account is active", "number is known", "is answered by ingress")
                .doesNotContain("0".repeat(32), "simulator-access-token");
    }

    @Test
    void everyCommandIsTriedHereAndShowsTwoExamples() {
        var tried = typed().map(arguments -> String.valueOf(arguments.get()[2])).toList();
        for (var command : commands("")) {
            assertThat(examples(command)).as(command).hasSize(2);
            assertThat(tried)
                    .as(command)
                    .anyMatch(line -> command.equals("tail")
                            || line.equals(command)
                            || line.startsWith(command + " ")
                            || command.equals("phone"));
        }
    }

    /** What a person on call copies, at three in the morning. */
    @Test
    void everyCommandOfTheRunbookWorksAsItIsPrinted() throws Exception {
        var runbook = PrintedCommands.of(Path.of("..", "RUNBOOK.md"));
        type("phone", "write", "+14155550177", "Please forget me");
        type("send", "--to", "+14155550149", "--template", "spring_sale", "--text", "Sale", "--fallback", "sms");
        var shell = new Shell(folder, base, "14155550177");

        // First of all: they are about the message that was sent last.
        assertThat(runbook.scripts()).hasSizeGreaterThan(10);
        for (var script : runbook.scripts()) {
            var run = shell.run(script);
            assertThat(run.exit()).as(script + "\n" + run.output()).isZero();
        }
        assertThat(runbook.typed()).hasSizeGreaterThan(20);
        for (var line : runbook.typed()) {
            assertUnderstood(line);
        }
    }

    /** What a person who has just typed {@code --help} copies. */
    @Test
    void everyExampleOfTheHelpWorksAsItIsPrinted() throws Exception {
        Files.writeString(folder.resolve("webhook.json"), "{}");
        type("send", "--to", "+14155550100", "--provider", "meta", "--text", "Hello");
        for (var command : commands("")) {
            for (var example : examples(command)) {
                assertUnderstood(example.replace("@webhook.json", "@" + folder.resolve("webhook.json"))
                        .replace("18080", Integer.toString(base)));
            }
        }
        assertThat(type("chaos").output()).contains("Nothing is broken");
    }

    private static List<String> examples(String command) {
        return type((command + " --help").split(" "))
                .output()
                .lines()
                .filter(line -> line.startsWith("  ./switchboard"))
                .toList();
    }

    /** It may find something, or nothing; it must not be a command that nobody understands or that meets nobody. */
    private static void assertUnderstood(String printed) throws InterruptedException {
        if (PrintedCommands.isRunElsewhere(printed)) {
            return;
        }
        var words = PrintedCommands.words(printed);
        if (words.getFirst().equals("tail")) {
            assertFollows(words);
            return;
        }
        var typed = type(words.toArray(String[]::new));
        assertThat(typed.exit())
                .as(printed + "\n" + typed.output() + typed.errors())
                .isNotEqualTo(2);
        assertThat(typed.output() + typed.errors()).as(printed).doesNotContain("--help)", "\tat ");
    }

    private static void assertFollows(List<String> words) throws InterruptedException {
        var tail = new Typing(words.toArray(String[]::new));
        var following = Thread.ofPlatform().start(tail::run);
        await().atMost(Duration.ofMinutes(1)).until(() -> tail.errors.toString().contains("Following"));
        following.interrupt();
        assertThat(following.join(Duration.ofMinutes(1)))
                .as("it ends when it is told to")
                .isTrue();
    }

    /** As the help lists them, with those below them. */
    private static List<String> commands(String above) {
        var all = new ArrayList<String>();
        var help = type((above + " --help").strip().split(" ")).output();
        var listed = help.lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("  "));
        for (var line : listed.toList()) {
            var matcher = COMMAND.matcher(line);
            if (matcher.matches()) {
                var name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                if (!ELSEWHERE.contains(name)) {
                    all.add((above + " " + name).strip());
                    all.addAll(commands((above + " " + name).strip()));
                }
            }
        }
        return all;
    }

    private static Arguments line(int exit, String says, String line) {
        return Arguments.of(exit, says, line);
    }

    private static Typed type(String... arguments) {
        var typing = new Typing(arguments);
        typing.run();
        return new Typed(typing.exit, typing.output.toString(), typing.errors.toString());
    }

    /** In the folder for temporary files where this dev announces itself. */
    private static final class Typing {
        private final StringWriter output = new StringWriter();
        private final StringWriter errors = new StringWriter();
        private final Map<String, String> environment;
        private final String[] arguments;
        private volatile int exit = -1;

        Typing(String... arguments) {
            this(Map.of("JWT_SECRET", "a-secret-of-32-bytes-or-more-for-tests"), arguments);
        }

        Typing(Map<String, String> environment, String... arguments) {
            this.environment = environment;
            this.arguments = arguments;
        }

        void run() {
            exit = Operator.run(
                    arguments,
                    new Surroundings(environment, folder.resolve("tmp"), Clock.systemUTC()),
                    new PrintWriter(output, true),
                    new PrintWriter(errors, true));
        }
    }
}
