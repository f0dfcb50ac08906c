package dev.switchboard.contracts;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Asks for the topics until the broker is there to make them; the framework asks once, at the start, and gives up. They are
 * there when their leaders answer, and not before: of two batches to a partition that is just being made, Kafka 4.2 may
 * refuse the first and take the second, and then refuses the first for two minutes (KAFKA-15591).
 */
public final class TopicDeclaration implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicDeclaration.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> adminSettings;
    private final Topics topics;
    private final CountDownLatch declared = new CountDownLatch(1);
    private volatile @Nullable Thread asking;

    public TopicDeclaration(Map<String, Object> adminSettings, Topics topics) {
        this.adminSettings = adminSettings;
        this.topics = topics;
    }

    /** Whether the topics are known to be there. */
    public boolean isDone() {
        return declared.getCount() == 0;
    }

    public void await() throws InterruptedException {
        declared.await();
    }

    @Override
    public void start() {
        asking = Thread.ofVirtual().name("topic-declaration").start(this::askUntilDeclared);
    }

    @Override
    public void stop() {
        var thread = asking;
        if (thread != null) {
            thread.interrupt();
        }
        asking = null;
    }

    @Override
    public boolean isRunning() {
        return asking != null;
    }

    private void askUntilDeclared() {
        try (var client = Admin.create(adminSettings)) {
            while (!isDeclared(client) || !isServed(client)) {
                Thread.sleep(PAUSE);
            }
            declared.countDown();
            log.atInfo().log("topics declared");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDeclared(Admin client) throws InterruptedException {
        for (var topic :
                client.createTopics(List.of(topics.declarations())).values().values()) {
            if (!isThere(topic)) {
                return false;
            }
        }
        return true;
    }

    /** Asked for their ends, for which the leader alone can answer. One that we may not see is no concern of ours. */
    private boolean isServed(Admin client) throws InterruptedException {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : client.describeTopics(names()).topicNameValues().entrySet()) {
            if (!isThere(topic.getValue())) {
                return false;
            }
            topic.getValue()
                    .whenComplete((found, _) -> ends.putAll(found == null ? Map.of() : ends(topic.getKey(), found)));
        }
        return isThere(client.listOffsets(ends).all());
    }

    private static Map<TopicPartition, OffsetSpec> ends(String topic, TopicDescription found) {
        return found.partitions().stream()
                .collect(
                        toMap(partition -> new TopicPartition(topic, partition.partition()), _ -> OffsetSpec.latest()));
    }

    private List<String> names() {
        return Stream.of(topics.declarations()).map(NewTopic::name).toList();
    }

    private static boolean isThere(KafkaFuture<?> topic) throws InterruptedException {
        try {
            topic.get();
            return true;
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof TopicExistsException) {
                return true;
            }
            log.atWarn().addKeyValue("reason", String.valueOf(cause)).log("topics not declared");
            // Where we may not make topics, somebody else does.
            return cause instanceof AuthorizationException;
        }
    }
}
