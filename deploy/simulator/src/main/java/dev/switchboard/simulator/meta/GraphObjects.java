package dev.switchboard.simulator.meta;

import dev.switchboard.simulator.Secret;
import dev.switchboard.simulator.SimulatorProperties;
import dev.switchboard.simulator.file.KeptFiles;
import dev.switchboard.simulator.file.KeptFiles.File;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;

/** What the Graph API has besides messages: the number, its templates, and files. */
@RestController
class GraphObjects {
    private static final String VERSION = "/{version:v\\d+\\.\\d+}";

    private final Secret authorization;
    private final SimulatorProperties.Meta meta;
    private final GraphAnswers answers;
    private final KeptFiles files;
    private final GraphTemplates templates;

    GraphObjects(SimulatorProperties properties, GraphAnswers answers, KeptFiles files, GraphTemplates templates) {
        meta = properties.meta();
        authorization = new Secret("Bearer " + meta.accessToken().value());
        this.answers = answers;
        this.files = files;
        this.templates = templates;
    }

    /** A number or a file: which, its id says. */
    @GetMapping(VERSION + "/{id}")
    ResponseEntity<?> object(@PathVariable String id, ServerHttpRequest request) {
        return asOwner(
                request,
                () -> id.equals(meta.phoneNumberId())
                        ? ResponseEntity.ok(number())
                        : files.find(id)
                                .<ResponseEntity<?>>map(file -> ResponseEntity.ok(about(id, file, origin(request))))
                                .orElseGet(() -> answers.refused(GraphError.unknownNumber(id))));
    }

    @GetMapping(VERSION + "/{account}/phone_numbers")
    ResponseEntity<?> numbers(@PathVariable String account, ServerHttpRequest request) {
        return ofAccount(account, request, () -> ResponseEntity.ok(Map.of("data", List.of(number()))));
    }

    @GetMapping(VERSION + "/{account}/message_templates")
    ResponseEntity<?> templates(
            @PathVariable String account, @RequestParam(defaultValue = "") String name, ServerHttpRequest request) {
        return ofAccount(account, request, () -> ResponseEntity.ok(Map.of("data", templates.named(name))));
    }

    @PostMapping(VERSION + "/{account}/message_templates")
    ResponseEntity<?> template(
            @PathVariable String account, @RequestBody JsonNode template, ServerHttpRequest request) {
        return ofAccount(account, request, () -> switch (templates.add(template)) {
            case GraphTemplates.Added(var added) ->
                ResponseEntity.ok(Map.of("id", added.id(), "status", added.status(), "category", added.category()));
            case GraphTemplates.Wrong(var field) ->
                answers.refused(GraphError.parameter("The parameter " + field + " is required."));
        });
    }

    @PostMapping(path = VERSION + "/{phoneNumberId}/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> upload(@PathVariable String phoneNumberId, ServerWebExchange exchange) {
        return asOwner(exchange.getRequest(), () -> {
            if (!phoneNumberId.equals(meta.phoneNumberId())) {
                return answers.refused(GraphError.unknownNumber(phoneNumberId));
            }
            var parts = Objects.requireNonNull(exchange.getMultipartData().block());
            return parts.getFirst("file") instanceof FilePart file
                    ? ResponseEntity.ok(Map.of("id", files.keep(file(file, type(parts.getFirst("type"), file)))))
                    : answers.refused(GraphError.parameter("The parameter file is required."));
        });
    }

    @DeleteMapping(VERSION + "/{id}")
    ResponseEntity<?> delete(@PathVariable String id, ServerHttpRequest request) {
        return asOwner(
                request,
                () -> files.remove(id)
                        ? ResponseEntity.ok(Map.of("success", true))
                        : answers.refused(GraphError.unknownNumber(id)));
    }

    /** Where a file's {@code url} leads; it wants the token too. */
    @GetMapping("/media/{mediaId}")
    ResponseEntity<?> download(@PathVariable String mediaId, ServerHttpRequest request) {
        return asOwner(
                request,
                () -> files.find(mediaId)
                        .<ResponseEntity<?>>map(file -> ResponseEntity.ok()
                                .contentType(MediaType.parseMediaType(file.type()))
                                .body(file.content()))
                        .orElseGet(() -> ResponseEntity.notFound().build()));
    }

    private Map<String, Object> number() {
        return Map.of(
                "id", meta.phoneNumberId(),
                "display_phone_number", "+" + meta.displayPhoneNumber(),
                "verified_name", "Switchboard simulator",
                "quality_rating", "GREEN",
                "code_verification_status", "VERIFIED",
                "platform_type", "CLOUD_API",
                "throughput", Map.of("level", "STANDARD"));
    }

    private static Map<String, Object> about(String id, File file, String origin) {
        return Map.of(
                "messaging_product",
                "whatsapp",
                "url",
                origin + "/media/" + id,
                "mime_type",
                file.type(),
                "sha256",
                file.sha256(),
                "file_size",
                file.content().contentLength(),
                "id",
                id);
    }

    private static File file(FilePart part, String type) {
        var buffer = Objects.requireNonNull(DataBufferUtils.join(part.content()).block());
        var bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return File.of(type, bytes);
    }

    private static String type(@Nullable Part part, FilePart file) {
        var own = file.headers().getContentType();
        if (part instanceof FormFieldPart field) {
            return field.value();
        }
        return own == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : own.toString();
    }

    private ResponseEntity<?> ofAccount(String account, ServerHttpRequest request, Supplier<ResponseEntity<?>> answer) {
        return asOwner(
                request,
                () -> account.equals(meta.businessAccountId())
                        ? answer.get()
                        : answers.refused(GraphError.unknownNumber(account)));
    }

    private ResponseEntity<?> asOwner(ServerHttpRequest request, Supplier<ResponseEntity<?>> answer) {
        var given = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return given != null && authorization.matches(given) ? answer.get() : answers.refused(GraphError.TOKEN);
    }

    private static String origin(ServerHttpRequest request) {
        return request.getURI().getScheme() + "://" + request.getURI().getRawAuthority();
    }
}
