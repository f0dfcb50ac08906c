package dev.switchboard.fallback;

import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Declares the topics when the broker comes up after us; the framework tries only once, at the start. */
@Component
class TopicDeclaration {

    private final KafkaAdmin admin;
    private boolean declared;

    TopicDeclaration(KafkaAdmin admin) {
        this.admin = admin;
    }

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void declare() {
        if (!declared) {
            declared = admin.initialize();
        }
    }
}
