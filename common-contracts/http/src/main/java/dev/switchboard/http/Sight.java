package dev.switchboard.http;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.message.Address;
import org.springframework.security.core.Authentication;

/** What a caller gets to see of other people's numbers, names and words. */
public enum Sight {
    CLEAR,
    MASKED;

    public static Sight of(Authentication caller) {
        return allows(caller, Scope.MESSAGES_REVEAL) ? CLEAR : MASKED;
    }

    public static boolean allows(Authentication caller, Scope scope) {
        return caller.getAuthorities().stream()
                .anyMatch(granted -> scope.authority().equals(granted.getAuthority()));
    }

    public String of(Address address) {
        return switch (this) {
            case CLEAR -> address.value();
            case MASKED -> address.toString();
        };
    }
}
