package dev.switchboard.dispatcher.transcript;

import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.http.ProblemKind;
import dev.switchboard.http.Refused;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a provider was asked for a message, and what it said. */
@RestController
class TranscriptsApi {

    private final Transcripts transcripts;

    TranscriptsApi(Transcripts transcripts) {
        this.transcripts = transcripts;
    }

    record Attempts(List<Transcripts.Told> items) {}

    @GetMapping("/api/v1/messages/{id}/attempts")
    Attempts attempts(@PathVariable String id) {
        return transcripts
                .of(messageId(id))
                .map(Attempts::new)
                .orElseThrow(() -> Refused.because(ProblemKind.NOT_FOUND, "There is no such message here."));
    }

    private static MessageId messageId(String text) {
        try {
            return MessageId.of(text);
        } catch (IllegalArgumentException _) {
            throw Refused.parameter("id", "is not the id of a message");
        }
    }
}
