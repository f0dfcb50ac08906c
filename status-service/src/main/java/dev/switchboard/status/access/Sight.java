package dev.switchboard.status.access;

import dev.switchboard.contracts.access.Scope;
import org.springframework.security.core.Authentication;

/** What a caller gets to see of other people's numbers, names and words. */
public enum Sight {
    CLEAR,
    MASKED;

    public static Sight of(Authentication caller) {
        return caller.getAuthorities().stream()
                        .anyMatch(granted -> Scope.MESSAGES_REVEAL.authority().equals(granted.getAuthority()))
                ? CLEAR
                : MASKED;
    }
}
