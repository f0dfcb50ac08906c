package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.message.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The templates of the business account: some that are approved, and those that were handed in. */
@Component
class GraphTemplates {
    private final List<Template> all = new ArrayList<>();
    private final Ids ids;

    record Template(String id, String name, String language, String status, String category, Object components) {}

    sealed interface Answer {}

    record Added(Template template) implements Answer {}

    record Wrong(String field) implements Answer {}

    GraphTemplates(Ids ids) {
        this.ids = ids;
        all.add(approved("spring_sale", "MARKETING", "Sale ends {{1}}"));
        all.add(approved("order_update", "UTILITY", "Your order {{1}}"));
        all.add(approved("appointment_reminder", "UTILITY", "We expect you on {{1}}"));
        all.add(approved("login_code", "AUTHENTICATION", "Your code is {{1}}"));
    }

    synchronized List<Template> named(String name) {
        return all.stream()
                .filter(template -> name.isEmpty() || template.name().equals(name))
                .toList();
    }

    /** It waits for somebody at Meta, as they do. */
    synchronized Answer add(JsonNode wish) {
        var missing = Stream.of("name", "language", "category")
                .filter(field -> wish.path(field).asString("").isBlank())
                .findFirst();
        if (missing.isPresent()) {
            return new Wrong(missing.get());
        }
        var template = new Template(
                id(),
                wish.path("name").asString(""),
                wish.path("language").asString(""),
                "PENDING",
                wish.path("category").asString("").toUpperCase(Locale.ROOT),
                Optional.of(wish.path("components"))
                        .filter(JsonNode::isArray)
                        .<Object>map(node -> node)
                        .orElse(List.of()));
        all.add(template);
        return new Added(template);
    }

    private Template approved(String name, String category, String text) {
        return new Template(id(), name, "en", "APPROVED", category, List.of(Map.of("type", "BODY", "text", text)));
    }

    private String id() {
        return Long.toString(Math.abs(Long.parseUnsignedLong(ids.token(12), 16)) + 1_000_000_000_000L);
    }
}
