package dev.switchboard.contracts.access;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/**
 * What a token must say of itself. An issuer signs with the same keys for others too: whose token it is and for whom, its
 * signature does not tell.
 *
 * @param issuer {@code iss}; null: any
 * @param audience what must be among {@code aud}; null: any
 */
record ExpectedClaims(
        Clock clock, @Nullable String issuer, @Nullable String audience) {

    static ExpectedClaims ofAnybody(Clock clock) {
        return new ExpectedClaims(clock, null, null);
    }

    OAuth2TokenValidator<Jwt> validator() {
        var times = new JwtTimestampValidator();
        times.setClock(clock);
        var all = new ArrayList<OAuth2TokenValidator<Jwt>>(List.of(
                times,
                new JwtClaimValidator<>(JwtClaimNames.EXP, end -> end != null),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, name -> name != null && !name.isBlank())));
        if (issuer != null) {
            all.add(new JwtIssuerValidator(issuer));
        }
        if (audience != null) {
            all.add(new JwtAudienceValidator(audience));
        }
        return new DelegatingOAuth2TokenValidator<>(all);
    }
}
