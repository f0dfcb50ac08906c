package dev.switchboard.operator.chaos;

import dev.switchboard.operator.CannotReach;
import dev.switchboard.operator.Cluster;
import dev.switchboard.operator.ExitCode;
import dev.switchboard.operator.Surroundings;
import dev.switchboard.operator.Where;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts records on a topic that nobody can work with. */
@Command(
        name = "poison",
        mixinStandardHelpOptions = true,
        description =
                "Puts records on a topic that nobody can read, between the good ones: each reader puts them aside.",
        footer = {
            "",
            "Examples:",
            "  ./switchboard chaos poison --next 3",
            "  ./switchboard chaos poison messaging.inbound.v1"
        })
final class Poison implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final Where where;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "${DEFAULT-VALUE} without.")
    private String topic = "messaging.status.v1";

    @Option(names = "--next", paramLabel = "N", description = "How many; ${DEFAULT-VALUE} without.")
    private int next = 1;

    @Spec
    private @Nullable CommandSpec spec;

    Poison(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.where = new Where(surroundings);
    }

    @Override
    public Integer call() throws InterruptedException {
        var command = Objects.requireNonNull(spec).commandLine();
        var environment = new HashMap<>(surroundings.environment());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Target.of(where).dev().text("kafka"));
        var cluster = Cluster.of(environment);
        var wanted = cluster.topics().prefix() + topic;
        if (cluster.topics().all().stream().noneMatch(known -> known.name().equals(wanted))) {
            throw new ParameterException(command, "There is no topic " + topic + ".");
        }
        put(cluster, wanted);
        command.getOut()
                .println(next + (next == 1 ? " record" : " records") + " on " + wanted
                        + " that nobody can read; ./switchboard dlt list shows where they end.");
        return ExitCode.DONE;
    }

    private void put(Cluster cluster, String wanted) throws InterruptedException {
        var serializer = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(cluster.settings(), serializer, serializer)) {
            for (var i = 0; i < next; i++) {
                var key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
                var value = "{\"poisoned\":\"on purpose\"".getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(wanted, key, value)).get();
            }
        } catch (ExecutionException e) {
            throw new CannotReach("Kafka does not take it: " + e.getCause(), e);
        }
    }
}
