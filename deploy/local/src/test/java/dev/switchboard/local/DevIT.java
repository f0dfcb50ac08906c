package dev.switchboard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DevIT {
    private final String base = Integer.toString(freeBase());

    @TempDir
    private Path folder;

    @Test
    void bringsEverythingUpAndTakesItDownAgain() throws Exception {
        try (var dev = DevProcess.start(temporary(), "dev", "--json", "--port-base", base)) {
            var ready = dev.ready();
            for (var part : List.of("ingress", "dispatcher", "status", "fallback", "simulator")) {
                assertThat(health(ready.get(part).stringValue())).as(part).isEqualTo(200);
            }
            var started = dev.process().descendants().toList();
            dev.process().destroy();
            assertThat(dev.endsWithin(20)).as("ends on SIGTERM").isEqualTo(143);
            assertThat(started).isNotEmpty().noneMatch(DevIT::runs);
        }
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void keepsItsDataOverAKillOfAllThatCanBeKilled() throws Exception {
        var data = folder.resolve("data");
        try (var dev = DevProcess.start(temporary(), "dev", "--json", "--port-base", base, "--data", data.toString())) {
            dev.ready();
            write();
            var child = child(dev);
            dev.process().destroyForcibly();
            child.destroyForcibly();
            child.onExit().join();
        }
        try (var dev = DevProcess.start(temporary(), "dev", "--json", "--port-base", base, "--data", data.toString())) {
            dev.ready();
            assertThat(written()).isEqualTo("row and topic");
            assertThat(stop())
                    .contains("Stopped switchboard, process " + dev.process().pid(), data.toString());
            assertThat(dev.endsWithin(1)).isEqualTo(143);
            assertThat(stop()).isEqualTo("Nothing is running.");
        }
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void removesWhatAKilledRunLeft() throws Exception {
        try (var dev = DevProcess.start(temporary(), "dev", "--json", "--port-base", base)) {
            dev.ready();
            dev.process().destroyForcibly();
        }
        var abandoned = Path.of(only(temporary()));
        try (var dev = DevProcess.start(temporary(), "dev", "--quiet", "--port-base", base)) {
            assertThat(dev.process().inputReader().readLine()).startsWith("Ready in ");
            assertThat(abandoned).doesNotExist();
            dev.process().destroy();
            assertThat(dev.endsWithin(20)).isEqualTo(143);
        }
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void startsNothingWhenAPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(Integer.parseInt(base) + 2);
                var dev = DevProcess.start(temporary(), "dev", "--port-base", base)) {
            assertThat(taken.isBound()).isTrue();
            assertThat(dev.endsWithin(20)).isEqualTo(1);
            assertThat(dev.output()).isEmpty();
        }
        assertThat(temporary()).isEmptyDirectory();
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    private String stop() throws Exception {
        try (var stop = DevProcess.start(temporary(), "stop")) {
            assertThat(stop.endsWithin(20)).isZero();
            return stop.output();
        }
    }

    private static int health(String address) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(address + "/actuator/health"))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static ProcessHandle child(DevProcess dev) {
        return dev.process().children().findFirst().orElseThrow();
    }

    /** Where nobody collects orphans an ended process keeps its number. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static String only(Path folder) throws IOException {
        try (var content = Files.list(folder)) {
            var all = content.filter(Files::isDirectory).map(Path::toString).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private void write() throws Exception {
        execute("create table written as select 'row' as what");
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private String written() throws Exception {
        try (var admin = admin()) {
            var topics = admin.listTopics().names().get();
            return execute("select what from written") + " and " + (topics.contains("topic") ? "topic" : "no topic");
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "localhost:" + (Integer.parseInt(base) + 20)));
    }

    private String execute(String sql) throws Exception {
        var url = "jdbc:postgresql://localhost:" + (Integer.parseInt(base) + 21) + "/status?user=postgres";
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            var row = statement.getResultSet();
            row.next();
            return row.getString(1);
        }
    }

    /** Far from the ports the system hands out, so that nobody takes one of ours between two starts. */
    private static int freeBase() {
        return Stream.iterate(20_000 + (int) (ProcessHandle.current().pid() % 100) * 100, start -> start + 30)
                .filter(start -> Stream.of(0, 1, 2, 3, 10, 20, 21).allMatch(offset -> isFree(start + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        return PortOwner.of(port).isEmpty();
    }
}
