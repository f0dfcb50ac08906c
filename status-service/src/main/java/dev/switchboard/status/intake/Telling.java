package dev.switchboard.status.intake;

import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.change.Change;
import dev.switchboard.status.change.Outbox;
import dev.switchboard.status.change.Publisher;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes in what is no message, and the word of it to the outside, in one transaction. */
@Component
public class Telling {

    private final Outbox outbox;
    private final Publisher publisher;
    private final TransactionalOperator transaction;
    private final StatusProperties properties;

    Telling(Outbox outbox, Publisher publisher, TransactionalOperator transaction, StatusProperties properties) {
        this.outbox = outbox;
        this.publisher = publisher;
        this.transaction = transaction;
        this.properties = properties;
    }

    void apply(Mono<List<Change>> work) {
        work.flatMap(outbox::add)
                .as(transaction::transactional)
                .timeout(properties.database().batchTimeout())
                .block();
        publisher.wake();
    }

    /** What it would come to: it is done as ever, and then taken back. */
    public <T> T tried(Mono<T> work) {
        return Objects.requireNonNull(transaction
                .execute(taken -> {
                    taken.setRollbackOnly();
                    return work;
                })
                .single()
                .timeout(properties.database().batchTimeout())
                .block());
    }
}
