package dev.switchboard.contracts.access;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;

/** What a token may do, as it stands in its {@code scope} claim. */
public enum Scope {
    MESSAGES_SEND("messages:send"),
    MESSAGES_READ("messages:read"),
    MESSAGES_REVEAL("messages:reveal"),
    INBOX_REPLY("inbox:reply"),
    SESSIONS_QR("sessions:qr"),
    CONTACTS_ERASE("contacts:erase"),
    DLT_READ("dlt:read"),
    DLT_REPLAY("dlt:replay"),
    /** Stopping what is sent by itself, and letting it go on. */
    FALLBACKS_STEER("fallbacks:steer");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<Scope> of(String wireName) {
        return Stream.of(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst();
    }

    static String all() {
        return Stream.of(values()).map(Scope::wireName).collect(Collectors.joining(", "));
    }

    /** What a caller lacks who was refused. */
    public static Optional<Scope> missing(AccessDeniedException refusal) {
        return refusal instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision asked
                ? asked.getAuthorities().stream()
                        .flatMap(authority -> Stream.of(values())
                                .filter(scope -> scope.authority().equals(authority.getAuthority())))
                        .findFirst()
                : Optional.empty();
    }

    public String wireName() {
        return wireName;
    }

    /** As Spring Security names it once a token is accepted. */
    public String authority() {
        return "SCOPE_" + wireName;
    }
}
