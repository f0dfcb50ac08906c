package dev.switchboard.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.contracts.Event;
import dev.switchboard.contracts.Required;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody intended, did or decided about dead letters. The state of a dead letter is its position and what is said
 * of that position here: there is no other store.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ReplayEvent extends Event {

    String planId();

    Instant occurredAt();

    /**
     * Exactly what would be done, before anybody does it.
     *
     * @param effectsUnknownAt services that could not be asked what a replay would do there
     * @param fingerprint of keys and values as they would be put back: a plan is about these and no others
     * @param fromFile whether some values come from a file that a person corrected
     */
    @JsonTypeName("PlanMade")
    record PlanMade(
            String planId,
            String by,
            String selection,
            List<Portion> portions,
            List<String> effectsUnknownAt,
            Manner manner,
            String fingerprint,
            boolean fromFile,
            Instant occurredAt)
            implements ReplayEvent {
        public PlanMade {
            Required.field("planId", planId);
            Required.field("by", by);
            Required.field("selection", selection);
            Required.field("portions", portions);
            Required.field("effectsUnknownAt", effectsUnknownAt);
            Required.field("manner", manner);
            Required.field("fingerprint", fingerprint);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** A plan is carried out from now on by this execution and no longer by one before it. */
    @JsonTypeName("ReplayStarted")
    record ReplayStarted(String planId, String executionId, String by, String reason, boolean blind, Instant occurredAt)
            implements ReplayEvent {
        public ReplayStarted {
            Required.field("planId", planId);
            Required.field("executionId", executionId);
            Required.field("by", by);
            Required.field("reason", reason);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** These are done with: the broker has acknowledged them. Written before the group's offset moves on. */
    @JsonTypeName("ReplayProgressed")
    record ReplayProgressed(String planId, String executionId, List<Portion> portions, Instant occurredAt)
            implements ReplayEvent {
        public ReplayProgressed {
            Required.field("planId", planId);
            Required.field("executionId", executionId);
            Required.field("portions", portions);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** How an execution ended. One that was killed has no such record. */
    @JsonTypeName("ReplayEnded")
    record ReplayEnded(
            String planId,
            String executionId,
            End end,
            long diedAgain,
            @Nullable String detail,
            Instant occurredAt) implements ReplayEvent {
        public ReplayEnded {
            Required.field("planId", planId);
            Required.field("executionId", executionId);
            Required.field("end", end);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** Nothing more of this plan is to be done; an execution under way ends. */
    @JsonTypeName("PlanCanceled")
    record PlanCanceled(String planId, String by, String reason, Instant occurredAt) implements ReplayEvent {
        public PlanCanceled {
            Required.field("planId", planId);
            Required.field("by", by);
            Required.field("reason", reason);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** A person moved these to where they rest. */
    @JsonTypeName("LettersParked")
    record LettersParked(String planId, String by, String reason, List<Span> spans, Instant occurredAt)
            implements ReplayEvent {
        public LettersParked {
            Required.field("planId", planId);
            Required.field("by", by);
            Required.field("reason", reason);
            Required.field("spans", spans);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** A person decided that nothing is to be done about these. */
    @JsonTypeName("LettersDismissed")
    record LettersDismissed(String planId, String by, String reason, List<Span> spans, Instant occurredAt)
            implements ReplayEvent {
        public LettersDismissed {
            Required.field("planId", planId);
            Required.field("by", by);
            Required.field("reason", reason);
            Required.field("spans", spans);
            Required.field("occurredAt", occurredAt);
        }

        @Override
        public String key() {
            return planId;
        }
    }

    /** How an execution ended. */
    enum End {
        @JsonProperty("done")
        DONE,
        /** By its operator; it can go on. */
        @JsonProperty("stopped")
        STOPPED,
        @JsonProperty("canceled")
        CANCELED,
        /** Too many died again, or the broker refused them. */
        @JsonProperty("failed")
        FAILED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
