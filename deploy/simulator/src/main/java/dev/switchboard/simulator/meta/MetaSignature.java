package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.Secret;
import java.util.HexFormat;

/** X-Hub-Signature-256 over the body as it goes out. */
final class MetaSignature {
    private MetaSignature() {}

    static String of(Secret appSecret, String body) {
        return "sha256=" + HexFormat.of().formatHex(appSecret.hmac("HmacSHA256", body));
    }
}
