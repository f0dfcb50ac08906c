package dev.switchboard.simulator.twilio;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.simulator.fate.Script;
import dev.switchboard.simulator.fault.FaultyLine;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Refusals in Twilio's error shape. */
final class TwilioAnswers implements FaultyLine.Refusals {
    record Body(
            int code,
            String message,
            @JsonProperty("more_info") String moreInfo,
            int status) {}

    static ResponseEntity<?> refused(TwilioError error) {
        var more = "https://www.twilio.com/docs/errors/" + error.code();
        return ResponseEntity.status(error.status())
                .headers(headers -> hints(error, headers))
                .body(new Body(error.code(), error.message(), more, error.status()));
    }

    static ResponseEntity<?> refused(Script.Refusal refusal) {
        var code = Objects.requireNonNull(refusal.code());
        var status = Objects.requireNonNull(refusal.status());
        return ResponseEntity.status(status)
                .body(new Body(
                        code,
                        Objects.requireNonNull(refusal.message()),
                        "https://www.twilio.com/docs/errors/" + code,
                        status));
    }

    private static void hints(TwilioError error, HttpHeaders headers) {
        if (error == TwilioError.AUTHENTICATE) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Twilio API\"");
        }
        if (error == TwilioError.TOO_MANY) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    @Override
    public ResponseEntity<?> tooMany() {
        return refused(TwilioError.TOO_MANY);
    }

    @Override
    public ResponseEntity<?> serverError() {
        return refused(TwilioError.INTERNAL);
    }
}
