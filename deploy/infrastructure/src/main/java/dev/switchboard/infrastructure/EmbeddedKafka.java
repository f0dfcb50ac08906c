package dev.switchboard.infrastructure;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** A single-node KRaft broker, small, whose folder survives a clean stop and a kill. */
final class EmbeddedKafka implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1:";

    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedKafka(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
    }

    static EmbeddedKafka start(Path folder, int port) throws Exception {
        return start(folder, port, Map.of());
    }

    /** @param more what this broker is told beside the rest, or instead of it */
    static EmbeddedKafka start(Path folder, int port, Map<String, String> more) throws Exception {
        var content = FirstContent.of(folder);
        if (content.isMissing()) {
            format(folder);
            content.done();
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings(folder, port, more), false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(port, server);
    }

    String bootstrapServers() {
        return LOOPBACK + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Formatter()
                .setPrintStream(silent)
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                .run();
    }

    private static Properties settings(Path folder, int port, Map<String, String> more) {
        int controller = FreePort.find();
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "listeners", "PLAINTEXT://" + LOOPBACK + port + ",CONTROLLER://" + LOOPBACK + controller,
                "advertised.listeners", "PLAINTEXT://" + LOOPBACK + port,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "PLAINTEXT",
                "controller.quorum.voters", "1@" + LOOPBACK + controller,
                "log.dirs", folder.toString(),
                "auto.create.topics.enable", "false"));
        settings.putAll(ONE_NODE);
        settings.putAll(SMALL);
        settings.putAll(QUICK_RETURN);
        settings.putAll(more);
        return settings;
    }

    private static final Map<String, String> ONE_NODE = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "log.cleaner.dedupe.buffer.size", "2097152",
            "log.index.size.max.bytes", "1048576",
            "queued.max.requests", "100");

    /** After a kill the former registration of the broker must expire before it may come back: nine seconds by default. */
    private static final Map<String, String> QUICK_RETURN =
            Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "500");
}
