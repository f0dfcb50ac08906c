package dev.switchboard.status.call;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.http.Sight;
import dev.switchboard.status.message.Columns;
import dev.switchboard.status.message.Message;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A call, and how far it got.
 *
 * @param caller missing where the number is withheld
 */
record Call(
        String id,
        Provider provider,
        String account,
        @Nullable Address ours,
        @Nullable Address caller,
        String progress,
        @Nullable Integer durationSeconds,
        Instant beganAt,
        Instant lastProgressAt,
        List<Step> steps) {

    record Step(String progress, Instant at) {}

    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};

    static Call of(Readable row) {
        return new Call(
                Columns.string(row, "call_id"),
                new Provider(Columns.string(row, "provider")),
                Columns.string(row, "account"),
                Columns.ifAny(row.get("ours", String.class), Address::new),
                Columns.ifAny(row.get("caller", String.class), Address::new),
                Columns.string(row, "progress"),
                row.get("duration_seconds", Integer.class),
                Columns.time(row, "began_at"),
                Columns.time(row, "at"),
                Wire.JSON.readValue(Columns.json(row, "steps"), STEPS));
    }

    Call as(Sight sight) {
        return switch (sight) {
            case CLEAR -> this;
            case MASKED ->
                new Call(
                        id,
                        provider,
                        account,
                        ours,
                        Message.masked(caller),
                        progress,
                        durationSeconds,
                        beganAt,
                        lastProgressAt,
                        steps);
        };
    }
}
