package dev.switchboard.simulator.callback;

import java.util.Optional;

/** How one post of a webhook ended. */
public sealed interface Attempt {
    record Answered(int status, String body, long ms) implements Attempt {
        public boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    record Broken(Trouble trouble, String error) implements Attempt {}

    record OutOfReach(String reason) implements Attempt {}

    default Optional<Trouble> setback() {
        return switch (this) {
            case Answered answered when answered.taken() -> Optional.empty();
            case Answered answered -> Optional.of(answered.status() >= 500 ? Trouble.SERVER_ERROR : Trouble.REFUSED);
            case Broken broken -> Optional.of(broken.trouble());
            case OutOfReach _ -> Optional.empty();
        };
    }
}
