package dev.switchboard.ingress.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which webhook arrives where. */
final class WebhookPaths {

    private final Map<String, Place> written = new HashMap<>();
    private final Map<PathPattern, Place> patterns = new HashMap<>();

    /** @param path as it is written, with names in the place of what differs from one to the next */
    record Place(String path, WebhookEndpoint endpoint) {}

    WebhookPaths(List<WebhookEndpoint> endpoints) {
        for (var endpoint : endpoints) {
            for (var path : endpoint.paths().values()) {
                var place = new Place(path, endpoint);
                written.put(path, place);
                patterns.put(PathPatternParser.defaultInstance.parse(path), place);
            }
        }
    }

    /** Nearly always it is one that is written so; a session's name or an escaped letter makes it another. */
    Optional<Place> at(Target target) {
        var place = written.get(target.path());
        return place == null ? like(target.path()) : Optional.of(place);
    }

    private Optional<Place> like(String path) {
        var parts = PathContainer.parsePath(path);
        return patterns.entrySet().stream()
                .filter(pattern -> pattern.getKey().matches(parts))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
