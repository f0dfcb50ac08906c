package dev.switchboard.contracts.access;

import dev.switchboard.contracts.Required;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The keys of machines, of which only hashes are known here: {@code shop:messages:send+messages:read:9f86d0…}, comma
 * separated. A name may stand twice: both keys are its own while it changes from one to the other.
 */
public final class ApiKeys {

    /** Where a key is shown that is not shown as a bearer's token. */
    public static final String HEADER = "X-Api-Key";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]{2,32}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final String prefix;
    private final List<Key> keys;

    private record Key(String name, String scopes, String sha256) {}

    private ApiKeys(String prefix, List<Key> keys) {
        this.prefix = prefix;
        this.keys = List.copyOf(keys);
    }

    /** What is wrong is named by the entry's place and name; what stands beside them may be a key itself. */
    public static ApiKeys of(String prefix, @Nullable String entries) {
        Required.that(
                PREFIX.matcher(prefix).matches() && !prefix.startsWith("eyJ"),
                "API_KEY_PREFIX is not 2 to 32 letters, digits, dashes and underscores, or begins like a token");
        var keys = new ArrayList<Key>();
        if (entries != null && !entries.isBlank()) {
            for (var entry : entries.split(",", -1)) {
                keys.add(key(entry.strip(), "API_KEYS: entry " + (keys.size() + 1)));
            }
        }
        return new ApiKeys(prefix, keys);
    }

    private static Key key(String entry, String place) {
        var first = entry.indexOf(':');
        var last = entry.lastIndexOf(':');
        Required.that(first < last, place + " is not name:scope+scope:sha256hex");
        var name = entry.substring(0, first);
        Required.that(NAME.matcher(name).matches(), place + " has a name that is not 1 to 64 letters or digits");
        var named = place + " (" + name + ")";
        var hash = entry.substring(last + 1).toLowerCase(Locale.ROOT);
        Required.that(SHA256.matcher(hash).matches(), named + " does not end with a SHA-256 of 64 hexadecimal digits");
        return new Key(name, scopes(entry.substring(first + 1, last), named), hash);
    }

    private static String scopes(String joined, String place) {
        var scopes = List.of(joined.split("\\+", -1));
        scopes.forEach(scope ->
                Required.that(Scope.of(scope).isPresent(), place + " has a scope that is none of " + Scope.all()));
        return String.join(" ", scopes);
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether this wants to be a key, be it one of ours or not. */
    boolean areLike(String shown) {
        return shown.startsWith(prefix);
    }

    /** What a token with the same rights would say. The key itself is in none of it. */
    Jwt decode(String shown) {
        var key = find(shown).orElseThrow(() -> new BadJwtException("the API key is not known"));
        return Jwt.withTokenValue("api-key")
                .header("typ", "api-key")
                .subject(key.name)
                .claim("scope", key.scopes)
                .build();
    }

    /** All are compared, and each to its end: how long it takes tells nothing. */
    private Optional<Key> find(String shown) {
        var hash = sha256(shown).getBytes(StandardCharsets.US_ASCII);
        Key found = null;
        for (var key : keys) {
            if (MessageDigest.isEqual(hash, key.sha256.getBytes(StandardCharsets.US_ASCII)) && found == null) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ApiKeys" + keys.stream().map(Key::name).toList();
    }
}
