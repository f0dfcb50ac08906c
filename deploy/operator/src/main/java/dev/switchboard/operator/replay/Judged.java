package dev.switchboard.operator.replay;

import dev.switchboard.contracts.ConsumerGroup;
import dev.switchboard.contracts.audit.Treatment;
import dev.switchboard.contracts.deadletter.Effect;
import dev.switchboard.operator.dlt.DeadLetter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a dead letter, and why.
 *
 * @param record what would go back; where there is nowhere to go, nothing
 */
record Judged(
        DeadLetter letter,
        ConsumerGroup reader,
        Treatment treatment,
        String effect,
        @Nullable String detail,
        @Nullable ProducerRecord<byte[], byte[]> record) {

    Judged with(Effect effect, boolean allowResend) {
        return new Judged(
                letter,
                reader,
                treatment(effect.kind(), allowResend),
                effect.kind().words(),
                effect.detail(),
                record);
    }

    boolean isUnknown() {
        return effect.equals(Effect.Kind.UNKNOWN.words());
    }

    static Treatment treatment(Effect.Kind kind, boolean allowResend) {
        return switch (kind) {
            case CHANGES, NOTHING, SENDS, READ, REFUSED, UNKNOWN -> Treatment.REPLAY;
            case ACCEPTED, EXPIRED -> allowResend ? Treatment.REPLAY : Treatment.SKIP;
            case WAITING, DIES -> Treatment.SKIP;
        };
    }
}
