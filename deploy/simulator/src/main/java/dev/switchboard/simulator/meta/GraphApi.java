package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.Secret;
import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.customer.Diary;
import dev.switchboard.simulator.fault.FaultyLine;
import dev.switchboard.simulator.message.Provider;
import dev.switchboard.simulator.message.Rejections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@RestController
class GraphApi {
    private final Secret authorization;
    private final String number;
    private final GraphIntake intake;
    private final GraphAnswers answers;
    private final FaultyLine line;
    private final JsonMapper json;
    private final Rejections rejections;
    private final Diary diary;

    GraphApi(
            SimulatorProperties properties,
            GraphIntake intake,
            GraphAnswers answers,
            FaultyLine line,
            JsonMapper json,
            Rejections rejections,
            Diary diary) {
        authorization = new Secret("Bearer " + properties.meta().accessToken().value());
        number = properties.meta().phoneNumberId();
        this.intake = intake;
        this.answers = answers;
        this.line = line;
        this.json = json;
        this.rejections = rejections;
        this.diary = diary;
    }

    @PostMapping("/{version:v\\d+\\.\\d+}/{phoneNumberId}/messages")
    ResponseEntity<?> send(
            @PathVariable String phoneNumberId,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String given,
            @RequestBody(required = false) @Nullable String body,
            ServerHttpResponse response)
            throws InterruptedException {
        if (given == null || !authorization.matches(given)) {
            return answers.refused(GraphError.TOKEN);
        }
        if (!number.equals(phoneNumberId)) {
            return answers.refused(GraphError.unknownNumber(phoneNumberId));
        }
        return line.carry(Provider.META, response, answers, () -> taken(body == null ? "" : body));
    }

    private ResponseEntity<?> taken(String body) {
        return read(body)
                .<ResponseEntity<?>>map(send -> send.refusal()
                        .<ResponseEntity<?>>map(error -> rejected(send, error))
                        .orElseGet(() -> send.receipt() ? read(send) : sent(send)))
                .orElseGet(() -> answers.refused(GraphError.parameter("Invalid parameter: the body is not JSON")));
    }

    private ResponseEntity<?> rejected(GraphSend send, GraphError error) {
        rejections.add(Provider.META, error.code(), send.problems(), Map.of("body", send.body()));
        return answers.refused(error);
    }

    private ResponseEntity<?> read(GraphSend receipt) {
        diary.read(receipt.about(), receipt.typing());
        return ResponseEntity.ok(Map.of("success", true));
    }

    private ResponseEntity<?> sent(GraphSend send) {
        return switch (intake.take(send)) {
            case GraphIntake.Taken(var wamid) -> ResponseEntity.ok(GraphSent.of(send, wamid));
            case GraphIntake.Busy() -> answers.tooMany();
            case GraphIntake.RefusedByScript(var refusal) -> answers.refused(refusal);
        };
    }

    private Optional<GraphSend> read(String body) {
        try {
            return Optional.of(new GraphSend(json.readTree(body)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
