package dev.switchboard.simulator.meta;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of a send, and the rules the Graph API holds it to. */
record GraphSend(JsonNode body) {
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_OPAQUE = 512;
    private static final int LONGEST_CAPTION = 1024;
    private static final int MOST_BUTTONS = 3;
    private static final int LONGEST_TITLE = 20;
    private static final int MOST_ROWS = 10;
    private static final Set<String> MEDIA = Set.of("image", "audio", "video", "document", "sticker");

    /** What must stand in the object named like the type; media need one of {@code id} and {@code link}. */
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("text", List.of("/body")),
            Map.entry("template", List.of("/name", "/language/code")),
            Map.entry("interactive", List.of("/type", "/action")),
            Map.entry("location", List.of("/latitude", "/longitude")),
            Map.entry("reaction", List.of("/message_id")),
            Map.entry("contacts", List.of("/0/name/formatted_name")),
            Map.entry("image", List.of()),
            Map.entry("audio", List.of()),
            Map.entry("video", List.of()),
            Map.entry("document", List.of()),
            Map.entry("sticker", List.of()));

    /** A read receipt goes to the same address as a send. */
    boolean receipt() {
        return body.path("status").asString("").equals("read");
    }

    /** Which message a receipt is about. */
    String about() {
        return body.path("message_id").asString("");
    }

    boolean typing() {
        return body.at("/typing_indicator/type").asString("").equals("text");
    }

    boolean template() {
        return type().equals("template");
    }

    /** The number, or else the business-scoped user id. */
    String recipient() {
        return Objects.requireNonNullElse(text("to"), body.path("recipient").asString(""));
    }

    boolean byNumber() {
        return text("to") != null;
    }

    String text() {
        return template()
                ? "[" + body.at("/template/name").asString("") + "] " + body.at("/template/components")
                : body.at("/text/body").asString(body.path(type()).toString());
    }

    @Nullable
    String opaque() {
        return text("biz_opaque_callback_data");
    }

    Optional<GraphError> refusal() {
        return Stream.of(envelope(), address(), content(), limits())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** All that is wrong, not only what Meta tells first. */
    List<String> problems() {
        return Stream.of(envelope(), address(), content(), limits())
                .flatMap(Optional::stream)
                .map(GraphError::words)
                .toList();
    }

    private Optional<GraphError> envelope() {
        if (!"whatsapp".equals(text("messaging_product"))) {
            return Optional.of(GraphError.parameter("The parameter messaging_product is required."));
        }
        if (receipt()) {
            return text("message_id") == null ? Optional.of(GraphError.missing("message_id")) : Optional.empty();
        }
        return REQUIRED.containsKey(type())
                ? Optional.empty()
                : Optional.of(
                        GraphError.parameter("Param type must be one of " + String.join(", ", REQUIRED.keySet())));
    }

    private Optional<GraphError> address() {
        if (receipt()) {
            return Optional.empty();
        }
        if (recipient().isBlank()) {
            return Optional.of(GraphError.parameter("The parameter to is required."));
        }
        var possible = byNumber() ? "\\+?[1-9]\\d{6,14}" : "[A-Z]{2}\\.[A-Za-z0-9.]{1,135}";
        return recipient().matches(possible)
                ? Optional.empty()
                : Optional.of(GraphError.invalid(byNumber() ? "to" : "recipient", "is not a valid recipient"));
    }

    private Optional<GraphError> content() {
        if (receipt()) {
            return Optional.empty();
        }
        var content = body.path(type());
        if (content.isMissingNode()) {
            return Optional.of(GraphError.missing(type()));
        }
        if (MEDIA.contains(type()) && !content.has("id") && !content.has("link")) {
            return Optional.of(GraphError.missing(type() + ".id or link"));
        }
        return REQUIRED.getOrDefault(type(), List.of()).stream()
                .filter(path -> content.at(path).isMissingNode()
                        || content.at(path).asString("?").isEmpty())
                .findFirst()
                .map(path -> GraphError.missing(type() + path.replace('/', '.')));
    }

    private Optional<GraphError> limits() {
        return Stream.of(
                        tooLong("/text/body", LONGEST_TEXT),
                        tooLong("/" + type() + "/caption", LONGEST_CAPTION),
                        tooLong("/interactive/body/text", LONGEST_CAPTION),
                        tooMany("/interactive/action/buttons", MOST_BUTTONS),
                        titles(),
                        rows(),
                        opaqueData())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<GraphError> tooLong(String path, int most) {
        return body.at(path).asString("").length() > most
                ? Optional.of(GraphError.invalid(named(path), "must be at most " + most + " characters"))
                : Optional.empty();
    }

    private Optional<GraphError> tooMany(String path, int most) {
        return body.at(path).size() > most
                ? Optional.of(GraphError.invalid(named(path), "must be at most " + most))
                : Optional.empty();
    }

    private Optional<GraphError> titles() {
        return body.at("/interactive/action/buttons")
                .valueStream()
                .filter(button -> button.at("/reply/title").asString("").length() > LONGEST_TITLE)
                .findFirst()
                .map(_ -> GraphError.invalid(
                        "interactive.action.buttons.reply.title", "must be at most " + LONGEST_TITLE + " characters"));
    }

    private Optional<GraphError> rows() {
        var rows = body.at("/interactive/action/sections")
                .valueStream()
                .mapToInt(section -> section.path("rows").size())
                .sum();
        return rows > MOST_ROWS
                ? Optional.of(GraphError.invalid("interactive.action.sections.rows", "must be at most " + MOST_ROWS))
                : Optional.empty();
    }

    private static String named(String path) {
        return path.substring(1).replace('/', '.');
    }

    private Optional<GraphError> opaqueData() {
        return Optional.ofNullable(opaque())
                .filter(data -> data.length() > LONGEST_OPAQUE)
                .map(_ -> GraphError.parameter("Param biz_opaque_callback_data must be at most 512 characters"));
    }

    private String type() {
        return body.path("type").asString("text");
    }

    private @Nullable String text(String field) {
        var value = body.path(field).asString("");
        return value.isEmpty() ? null : value;
    }
}
