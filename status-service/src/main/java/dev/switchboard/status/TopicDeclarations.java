package dev.switchboard.status;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Declares the topics again until the cluster has heard it: it may come up after us. */
@Component
class TopicDeclarations implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(TopicDeclarations.class);

    private final KafkaAdmin admin;
    private volatile Thread thread = new Thread();

    TopicDeclarations(KafkaAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("topic-declarations").start(this::declare);
    }

    private void declare() {
        try {
            while (!isDeclared()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The admin throws where it was reached and then lost, and says no where it was not reached at all. */
    private boolean isDeclared() {
        try {
            return admin.initialize();
        } catch (IllegalStateException | KafkaException e) {
            log.atWarn().addKeyValue("failure", e.toString()).log("the topics are not declared yet");
            return false;
        }
    }

    @Override
    public void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
