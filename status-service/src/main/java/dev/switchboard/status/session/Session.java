package dev.switchboard.status.session;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.status.message.Columns;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gateway session as it is now.
 *
 * @param state the gateway's own word
 * @param status what that means
 * @param percent how far it has loaded, while it loads
 * @param lastError the last thing that somebody had to look at, also when it is over
 * @param qr only for callers who may sign in, and only while a phone would take it
 */
record Session(
        String id,
        Provider provider,
        String account,
        String state,
        Standing status,
        Instant since,
        boolean isConnected,
        boolean needsQR,
        boolean isLoading,
        boolean hasError,
        @Nullable Integer percent,
        @Nullable LastError lastError,
        @Nullable Qr qr) {

    record LastError(String reason, Instant at) {}

    /**
     * What a phone scans or types to sign in. It never prints.
     *
     * @param image the same as a data URI
     */
    record Qr(String text, @Nullable String image, Instant expiresAt) {
        static @Nullable Qr of(@Nullable String text, Instant shownAt, Duration lifetime, Instant now) {
            var expires = shownAt.plus(lifetime);
            return text == null || !now.isBefore(expires) ? null : new Qr(text, QrImage.dataUri(text), expires);
        }

        @Override
        public String toString() {
            return "Qr[****]";
        }
    }

    static Session of(Readable row, Duration qrLifetime, Instant now) {
        var state = Columns.string(row, "state");
        var status = Standing.of(state);
        var since = Columns.time(row, "at");
        return new Session(
                Columns.string(row, "session_id"),
                new Provider(Columns.string(row, "provider")),
                Columns.string(row, "account"),
                state,
                status,
                since,
                status == Standing.SESSION_CONNECTED,
                status == Standing.QR_GENERATED,
                status == Standing.LOADING || status == Standing.CONNECTING,
                status == Standing.AUTH_FAILURE || status == Standing.ERROR,
                row.get("percent", Integer.class),
                Columns.ifAny(
                        row.get("error_reason", String.class),
                        reason -> new LastError(reason, Columns.time(row, "error_at"))),
                Qr.of(row.get("qr", String.class), since, qrLifetime, now));
    }

    Session withoutQr() {
        return new Session(
                id,
                provider,
                account,
                state,
                status,
                since,
                isConnected,
                needsQR,
                isLoading,
                hasError,
                percent,
                lastError,
                null);
    }
}
