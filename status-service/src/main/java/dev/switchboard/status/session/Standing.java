package dev.switchboard.status.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a session's state means for whoever wants to use it; gateways have many more words. */
enum Standing {
    QR_GENERATED("qr", "code"),
    LOADING("loading"),
    CONNECTING("starting", "opening", "pairing", "authenticated"),
    SESSION_CONNECTED("ready", "connected"),
    /** Also for a word nobody knows: who takes it for connected would wait for messages in vain. */
    SESSION_NOT_CONNECTED("disconnected", "unpaired", "unpaired_idle", "unlaunched"),
    AUTH_FAILURE("auth_failure"),
    ERROR("failed", "conflict", "deprecated_version", "proxyblock", "smb_tos_block", "tos_block", "timeout");

    private final List<String> states;

    Standing(String... states) {
        this.states = List.of(states);
    }

    static Standing of(String state) {
        return Arrays.stream(values())
                .filter(standing -> standing.states.contains(state))
                .findFirst()
                .orElse(SESSION_NOT_CONNECTED);
    }

    /** After these somebody has to look at the phone or the gateway. */
    static String[] errors() {
        return Stream.concat(
                        Stream.of("disconnected"),
                        Stream.of(AUTH_FAILURE, ERROR).flatMap(standing -> standing.states.stream()))
                .toArray(String[]::new);
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
