package dev.switchboard.status.call;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.status.message.Erasures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One thing that was said of a call. */
public record CallStep(
        String callId,
        Provider provider,
        String account,
        @Nullable Address ours,
        @Nullable Address caller,
        String progress,
        int sequence,
        Instant at,
        @Nullable Integer durationSeconds,
        @Nullable Traceparent traceparent) {

    /** A word nobody knows stands in the middle: after what begins a call and before what ends it. */
    private static final int UNKNOWN = 3;

    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("queued", 0),
            Map.entry("initiated", 1),
            Map.entry("ringing", 2),
            Map.entry("in-progress", 4),
            Map.entry("answered", 4),
            Map.entry("accepted", 4),
            Map.entry("busy", 5),
            Map.entry("no-answer", 5),
            Map.entry("rejected", 5),
            Map.entry("canceled", 5),
            Map.entry("failed", 5),
            Map.entry("completed", 5));

    /** In the milliseconds we speak to the outside: a page's cursor is made of them. */
    public CallStep {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    public static CallStep of(CallReceived received, Delivery<?> delivery) {
        return new CallStep(
                received.callId(),
                received.provider(),
                received.account(),
                received.ours(),
                received.caller(),
                "ringing",
                -1,
                received.occurredAt(),
                null,
                delivery.envelope().traceparent());
    }

    public static CallStep of(CallProgressed progressed, Delivery<?> delivery) {
        var sequence = progressed.sequence();
        return new CallStep(
                progressed.callId(),
                progressed.provider(),
                progressed.account(),
                null,
                null,
                progressed.progress(),
                sequence == null ? -1 : sequence,
                progressed.occurredAt(),
                progressed.durationSeconds(),
                delivery.envelope().traceparent());
    }

    /** Without a caller who was erased after this call. */
    CallStep without(Map<Address, Instant> erased) {
        return Erasures.covers(erased, Stream.ofNullable(caller), at)
                ? new CallStep(
                        callId, provider, account, ours, null, progress, sequence, at, durationSeconds, traceparent)
                : this;
    }

    int rank() {
        return RANKS.getOrDefault(progress, UNKNOWN);
    }

    @Override
    public String toString() {
        return "CallStep[" + callId + " " + progress + "]";
    }
}
