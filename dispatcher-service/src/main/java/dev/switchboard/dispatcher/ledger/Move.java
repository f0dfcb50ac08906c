package dev.switchboard.dispatcher.ledger;

import dev.switchboard.contracts.message.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an answer makes of a claimed message. */
public sealed interface Move {

    State to();

    record Accept(String account, String providerId) implements Move {
        @Override
        public State to() {
            return State.ACCEPTED;
        }
    }

    record Wait(Failure failure, Instant dueAt) implements Move {
        @Override
        public State to() {
            return State.WAITING;
        }
    }

    /** As {@link Wait}, and until then nothing goes from its sender to its recipient. */
    record Strike(Failure failure, Instant dueAt) implements Move {
        @Override
        public State to() {
            return State.WAITING;
        }
    }

    record Refuse(Failure failure) implements Move {
        @Override
        public State to() {
            return State.REFUSED;
        }
    }

    /**
     * Nobody heard the answer.
     *
     * @param firstLook when to begin to look for it at the provider
     */
    record Doubt(Failure failure, Instant firstLook) implements Move {
        @Override
        public State to() {
            return State.UNCERTAIN;
        }
    }

    record Expire() implements Move {
        @Override
        public State to() {
            return State.EXPIRED;
        }
    }

    default @Nullable Failure reason() {
        return switch (this) {
            case Wait(var failure, var _) -> failure;
            case Strike(var failure, var _) -> failure;
            case Refuse(var failure) -> failure;
            case Doubt(var failure, var _) -> failure;
            case Accept _, Expire _ -> null;
        };
    }

    default @Nullable Instant due() {
        return switch (this) {
            case Wait(var _, var dueAt) -> dueAt;
            case Strike(var _, var dueAt) -> dueAt;
            case Doubt(var _, var firstLook) -> firstLook;
            case Accept _, Refuse _, Expire _ -> null;
        };
    }
}
