package dev.switchboard.ingress.publish;

import dev.switchboard.contracts.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Asks for the topics until the broker is there to make them; until then this service is not ready. */
@Component("topicsHealthIndicator")
class TopicDeclaration implements SmartLifecycle, HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(TopicDeclaration.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ANSWERED_WITHIN_MS = 5_000;

    private final KafkaAdmin admin;
    private final Topics topics;
    private volatile boolean declared;
    private volatile @Nullable Thread asking;

    TopicDeclaration(KafkaAdmin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
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

    @Override
    public Health health() {
        return declared
                ? Health.up().build()
                : Health.outOfService().withDetail("waiting for", "the broker").build();
    }

    private void askUntilDeclared() {
        try (var client = Admin.create(admin.getConfigurationProperties())) {
            while (!isDeclared(client)) {
                Thread.sleep(PAUSE);
            }
            declared = true;
            log.atInfo().log("topics declared");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDeclared(Admin client) throws InterruptedException {
        var options = new CreateTopicsOptions().timeoutMs(ANSWERED_WITHIN_MS);
        var made = client.createTopics(List.of(topics.declarations()), options).values();
        for (var topic : made.values()) {
            if (!isThere(topic)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThere(KafkaFuture<Void> topic) throws InterruptedException {
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
