package dev.switchboard.dispatcher.twilio;

import dev.switchboard.dispatcher.transcript.Shape;
import dev.switchboard.dispatcher.transcript.Transcript;
import dev.switchboard.dispatcher.transcript.Transcript.Request;
import dev.switchboard.dispatcher.twilio.TwilioLine.Last;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be kept of a call to Twilio: {@code message} may quote a number, and {@code body} is the text itself. */
final class TwilioTranscript {

    private static final Shape REQUEST =
            new Shape(Set.of("MessagingServiceSid", "ContentSid", "ValidityPeriod"), Set.of("To", "From"));

    private static final Shape ANSWER = new Shape(
            Set.of("sid", "status", "num_segments", "num_media", "messaging_service_sid", "error_code", "code"),
            Set.of("from"));

    private static final String REQUEST_ID = "Twilio-Request-Id";

    private TwilioTranscript() {}

    static @Nullable Transcript of(@Nullable Last last, String table) {
        return last == null
                ? null
                : last.reply()
                        .transcript(Request.post(last.target(), REQUEST.of(last.form())), REQUEST_ID, ANSWER, table);
    }
}
