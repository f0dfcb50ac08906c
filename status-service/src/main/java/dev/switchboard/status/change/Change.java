package dev.switchboard.status.change;

import dev.switchboard.contracts.Traceparent;
import dev.switchboard.contracts.change.StateChange;
import org.jspecify.annotations.Nullable;

/**
 * Something that became true, on its way outward.
 *
 * @param id the same for every repetition of this change, and for no other
 * @param traceparent the trace of the event that caused it
 */
public record Change(
        String id,
        @Nullable Traceparent traceparent,
        @Nullable String tenant,
        StateChange state) {}
