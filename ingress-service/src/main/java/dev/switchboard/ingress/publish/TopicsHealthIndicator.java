package dev.switchboard.ingress.publish;

import dev.switchboard.contracts.TopicDeclaration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Nothing can be published before the topics exist: until then this service is not ready. */
@Component
class TopicsHealthIndicator implements HealthIndicator {

    private final TopicDeclaration declaration;

    TopicsHealthIndicator(TopicDeclaration declaration) {
        this.declaration = declaration;
    }

    @Override
    public Health health() {
        return declaration.isDone()
                ? Health.up().build()
                : Health.outOfService().withDetail("waiting for", "the broker").build();
    }
}
