package dev.switchboard.dispatcher.intake;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.request.SendRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a request asks for, in one value: the same for the same wish, however its JSON was ordered. */
final class ContentHash {

    private static final JsonMapper CANONICAL =
            Wire.JSON.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private ContentHash() {}

    static String of(SendRequest request) {
        ObjectNode wish = CANONICAL.valueToTree(request);
        // When it was wished is not part of it: a caller who repeats a call repeats it later.
        wish.remove("requestedAt");
        return HexFormat.of().formatHex(sha256().digest(CANONICAL.writeValueAsBytes(wish)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
