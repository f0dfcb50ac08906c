package dev.switchboard.ingress.account;

import dev.switchboard.contracts.settings.RotatingSecret;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.IngressProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every secret ingress knows, whatever it is for: whoever mixes two of them up is told so. */
@Component
public final class KnownSecrets {

    private final List<RotatingSecret> ofTheSettings;
    private final KnownAccounts accounts;

    /** @param ofProviders those of the providers that have settings of their own */
    KnownSecrets(IngressProperties properties, List<RotatingSecret> ofProviders, KnownAccounts accounts) {
        this.ofTheSettings = new ArrayList<>(ofProviders);
        ofTheSettings.add(properties.twilio().authToken());
        ofTheSettings.add(properties.meta().appSecret());
        ofTheSettings.add(properties.meta().verifyToken());
        ofTheSettings.add(properties.access().jwtSecret());
        this.accounts = accounts;
    }

    public List<Secret> otherThan(List<Secret> own) {
        return Stream.concat(
                        ofTheSettings.stream().flatMap(secret -> secret.secrets().stream()),
                        accounts.secrets().stream())
                .filter(Predicate.not(own::contains))
                .distinct()
                .toList();
    }
}
