package dev.switchboard.operator.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON Web Token in its compact form (RFC 7519), signed with HS256.
 *
 * @param more who made it and for whom, where the services ask
 */
record SignedToken(String subject, List<String> scopes, Map<String, String> more, Instant begin, Instant end) {

    String signed(byte[] secret) {
        var said = part(Map.of("alg", "HS256", "typ", "JWT")) + "." + part(claims());
        return said + "." + text(hmac(secret, said));
    }

    private Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject);
        claims.putAll(more);
        claims.put("scope", String.join(" ", scopes));
        claims.put("iat", begin.getEpochSecond());
        claims.put("exp", end.getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    private static String part(Map<String, ?> content) {
        return text(JsonMapper.shared().writeValueAsBytes(content));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hmac(byte[] secret, String said) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(said.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
