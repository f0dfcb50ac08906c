package dev.switchboard.simulator.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A send as it was taken.
 *
 * @param mid the sender's own id, from the callback's address or the opaque callback data
 * @param callback where statuses are told, as given; none: nobody asked
 * @param service the messaging service that picked the sender
 */
public record Sent(
        Provider provider,
        Channel channel,
        String sid,
        Address to,
        Address from,
        String body,
        boolean template,
        int media,
        @Nullable String mid,
        @JsonIgnore @Nullable String callback,
        @JsonIgnore @Nullable String service,
        Instant createdAt) {}
