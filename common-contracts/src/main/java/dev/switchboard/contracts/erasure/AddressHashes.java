package dev.switchboard.contracts.erasure;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names under which an address may be remembered after it was erased. Numbers are few enough to try them all, so a hash
 * without a key would hide nothing. All services that keep addresses share the key, and it never changes: what was erased
 * under another one would not be known again.
 */
public record AddressHashes(Secret key) {

    private static final String ALGORITHM = "HmacSHA256";

    /** {@code hmac-sha256:9f86d0…}, as it stands in {@link ErasureEvent.ContactErased}. */
    public String of(Address address) {
        return "hmac-sha256:" + HexFormat.of().formatHex(hmac("address", address));
    }

    /** What a contact is called outside: by its address as well, but nobody finds the one from the other. */
    public UUID contactId(Address address) {
        var hash = ByteBuffer.wrap(hmac("contact", address));
        var high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        var low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private byte[] hmac(String kind, Address address) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
            return mac.doFinal((kind + "\n" + address.value()).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
