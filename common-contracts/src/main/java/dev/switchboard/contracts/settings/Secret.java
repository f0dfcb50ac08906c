package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Required;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value nobody may read in a log: it prints as stars and compares in constant time. */
public record Secret(String value) {

    public Secret {
        Required.that(!value.isBlank(), "a secret is blank");
        Required.that(value.equals(value.strip()), "a secret begins or ends with white space");
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    public boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes(), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "****";
    }
}
