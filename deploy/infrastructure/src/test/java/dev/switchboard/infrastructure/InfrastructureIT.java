package dev.switchboard.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InfrastructureIT {
    @Test
    void isSharedByAllTestsOfAJvm() {
        assertThat(Infrastructure.forTests()).isSameAs(Infrastructure.forTests());
    }

    @Test
    void createsADatabaseOnceAndKeepsIt() throws Exception {
        var url = Infrastructure.forTests().databaseUrl("kept");
        execute(url, "create table rows (text text)");
        execute(Infrastructure.forTests().databaseUrl("kept"), "drop table rows");
    }

    @Test
    void createsNoTopicByItself() throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", Infrastructure.forTests().bootstrapServers());
        try (var admin = Admin.create(client)) {
            var description = admin.describeTopics(List.of("nobody-made-this")).allTopicNames();
            assertThatThrownBy(description::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void removesWhatAKilledJvmLeftAndLeavesNothingItself(@TempDir Path temporary) throws Exception {
        try (var killed = ChildJvm.start(SomeTests.class, temporary)) {
            killed.firstLine();
            killed.kill();
        }
        var abandoned = only(temporary);
        var server = Leftover.postmaster(abandoned.resolve("postgresql")).orElseThrow();
        try (var tests = ChildJvm.start(SomeTests.class, temporary)) {
            tests.firstLine();
            assertThat(abandoned).doesNotExist();
            assertThat(server.process().isAlive()).isFalse();
            assertThat(only(temporary)).as("its own").isDirectory();
            tests.process().getOutputStream().close();
            assertThat(tests.endsWithin(20)).isTrue();
        }
        assertThat(temporary).isDirectoryNotContaining(Files::isDirectory);
    }

    private static Path only(Path folder) throws IOException {
        try (var content = Files.list(folder)) {
            var all = content.filter(Files::isDirectory).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static void execute(String url, String sql) throws Exception {
        var jdbc = url.replace("postgresql://postgres@", "jdbc:postgresql://") + "?user=postgres";
        try (var connection = DriverManager.getConnection(jdbc);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
