package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.RecordPosition;
import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.CannotWork;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendCommand;
import dev.switchboard.contracts.request.SendRequest;
import org.jspecify.annotations.Nullable;

/** A request as it came in, completed. */
record Arrival(
        SendRequest request,
        String json,
        String contentHash,
        RecordPosition position,
        @Nullable Traceparent traceparent,
        @Nullable String tenant) {

    /** It must fit, with what we add, into an outcome: the topic of those takes a MiB. */
    private static final int LONGEST = 512 * 1024;

    static Arrival of(SendRequest given, SendRequest completed, Delivery<SendCommand> delivery) {
        var envelope = delivery.envelope();
        var json = Wire.JSON.writeValueAsString(completed);
        if (json.length() > LONGEST) {
            throw CannotWork.invalid("the request is longer than " + LONGEST + " characters");
        }
        return new Arrival(
                completed,
                json,
                ContentHash.of(given),
                delivery.position(),
                envelope.traceparent(),
                given.tenant() == null ? envelope.tenant() : given.tenant());
    }

    MessageId messageId() {
        return request.messageId();
    }
}
