package dev.switchboard.dispatcher.api;

import dev.switchboard.contracts.access.Scope;
import dev.switchboard.contracts.message.Address;
import org.springframework.security.core.Authentication;

/** What a caller gets to see of other people's numbers. */
public enum Sight {
    CLEAR,
    MASKED;

    public static Sight of(Authentication caller) {
        return caller.getAuthorities().stream()
                        .anyMatch(granted -> Scope.MESSAGES_REVEAL.authority().equals(granted.getAuthority()))
                ? CLEAR
                : MASKED;
    }

    public String of(Address address) {
        return switch (this) {
            case CLEAR -> address.value();
            case MASKED -> address.toString();
        };
    }
}
