package dev.switchboard.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class InfrastructureProcessIT {
    private final int kafkaPort = FreePort.find();
    private final int postgresPort = FreePort.find();

    @TempDir
    private static Path programs;

    @TempDir
    private Path temporary;

    @Test
    void keepsRecordsAndRowsOverAStopAndOverAKill() throws Exception {
        try (var first = start()) {
            assertThat(flushing()).as("fsync, synchronous_commit").containsOnly("on");
            createTopic();
            write("before the stop");
            first.process().getOutputStream().close();
            assertThat(first.endsWithin(20)).as("ends when its parent is gone").isTrue();
            assertThat(postmaster()).as("takes PostgreSQL with it").isEmpty();
        }
        try (var second = start()) {
            assertThat(written()).containsExactly("before the stop");
            write("before the kill");
            second.kill();
            assertThat(postmaster()).as("a kill leaves PostgreSQL running").isPresent();
        }
        try (var third = start()) {
            assertThat(written()).containsExactly("before the stop", "before the kill");
            third.process().destroy();
            assertThat(third.endsWithin(20)).as("ends on SIGTERM").isTrue();
        }
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void startsOverWhereTheVeryFirstStartWasKilled() throws Exception {
        for (var server : List.of("kafka", "postgresql")) {
            var folder = Files.createDirectories(data().resolve(server));
            Files.writeString(folder.resolve("postgresql.conf"), "half a fi");
            Files.writeString(data().resolve("." + server + "-unfinished"), "");
        }
        var unpacked = Files.createDirectories(programs.resolve("PG-0/bin"));
        Files.writeString(unpacked.resolve("postgres"), "half a program");
        try (var running = start()) {
            createTopic();
            write("after all");
            assertThat(written()).containsExactly("after all");
            assertThat(unpacked).doesNotExist();
            running.process().getOutputStream().close();
            assertThat(running.endsWithin(20)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAlsoDuringTheStart(boolean byParent) throws Exception {
        try (var starting = launch()) {
            Awaitility.await().until(() -> Files.exists(data().resolve("postgresql/postgresql.conf")));
            if (byParent) {
                starting.process().getOutputStream().close();
            } else {
                starting.process().destroy();
            }
            assertThat(starting.endsWithin(20)).isTrue();
            assertThat(postmaster()).isEmpty();
        }
    }

    private ChildJvm start() throws Exception {
        var child = launch();
        assertThat(child.firstLine()).startsWith("{\"kafka\":\"127.0.0.1:" + kafkaPort + "\"");
        return child;
    }

    private ChildJvm launch() throws Exception {
        return ChildJvm.start(
                InfrastructureProcess.class,
                Files.createDirectories(data().resolve("tmp")),
                "--data",
                data().toString(),
                "--binaries",
                programs.toString(),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--postgres-port",
                Integer.toString(postgresPort),
                "--databases",
                "rows");
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Optional<Leftover> postmaster() throws Exception {
        return Leftover.postmaster(data().resolve("postgresql"));
    }

    private String database() {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/rows?user=postgres";
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort);
    }

    private void createTopic() throws Exception {
        try (var admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic("records", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void write(String text) throws Exception {
        try (var producer = new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("records", text)).get();
        }
        execute("create table if not exists rows (text text)");
        execute("insert into rows values ('" + text + "')");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What Kafka and PostgreSQL agree on. */
    private List<String> written() throws SQLException {
        var rows = rows();
        assertThat(records(rows.size())).isEqualTo(rows);
        return rows;
    }

    private List<String> rows() throws SQLException {
        return array("select array_agg(text order by ctid) from rows");
    }

    private List<String> flushing() throws SQLException {
        return array("select array[current_setting('fsync'), current_setting('synchronous_commit')]");
    }

    private List<String> array(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database());
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    private List<String> records(int count) {
        var properties = new Properties();
        properties.putAll(client());
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            var partition = List.of(new TopicPartition("records", 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var found = new ArrayList<String>();
            while (found.size() < count) {
                StreamSupport.stream(consumer.poll(Duration.ofSeconds(1)).spliterator(), false)
                        .forEach(it -> found.add(it.value()));
            }
            return found;
        }
    }
}
