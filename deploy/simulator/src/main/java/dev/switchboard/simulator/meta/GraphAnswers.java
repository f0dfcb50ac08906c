package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.fate.Script;
import dev.switchboard.simulator.fault.FaultyLine;
import dev.switchboard.simulator.message.Ids;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Refusals as the Graph API answers them. */
@Component
class GraphAnswers implements FaultyLine.Refusals {
    private final Ids ids;

    GraphAnswers(Ids ids) {
        this.ids = ids;
    }

    ResponseEntity<?> refused(GraphError error) {
        return ResponseEntity.status(status(error)).body(new GraphError.Body(error.traced("A" + ids.token(22))));
    }

    ResponseEntity<?> refused(Script.Refusal refusal) {
        var error =
                GraphError.scripted(Objects.requireNonNull(refusal.code()), Objects.requireNonNull(refusal.message()));
        return ResponseEntity.status(Objects.requireNonNull(refusal.status()))
                .body(new GraphError.Body(error.traced("A" + ids.token(22))));
    }

    @Override
    public ResponseEntity<?> tooMany() {
        return refused(GraphError.TOO_MANY);
    }

    @Override
    public ResponseEntity<?> serverError() {
        return refused(GraphError.UNAVAILABLE);
    }

    private static int status(GraphError error) {
        return switch (error.code()) {
            case 2 -> 500;
            case 190 -> 401;
            case 130429 -> 429;
            default -> 400;
        };
    }
}
