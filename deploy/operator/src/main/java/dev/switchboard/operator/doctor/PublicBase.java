package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** How the world calls this system; the services find it in the same order. */
final class PublicBase {

    private PublicBase() {}

    static Optional<String> of(Surroundings surroundings) {
        return Stream.of("PUBLIC_BASE_URL", "SERVER_URL", "WHATSAPP_WEBHOOK_BASE_URL")
                .flatMap(name -> surroundings.get(name).stream())
                .findFirst()
                .or(() -> surroundings.get("DOMAIN").map(domain -> "https://" + domain))
                .or(() -> surroundings
                        .get("WEBHOOK_URL")
                        .map(URI::create)
                        .map(url -> url.resolve("/").toString()))
                .map(base -> base.replaceFirst("/$", ""));
    }
}
