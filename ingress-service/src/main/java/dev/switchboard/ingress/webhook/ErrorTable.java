package dev.switchboard.ingress.webhook;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.switchboard.contracts.message.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * A provider's error codes as data: {@code code,kind,meaning}. What a provider writes beside its code may hold a number
 * or a name; the reason told here is our own sentence, and the provider's words stay in {@code raw}.
 */
public record ErrorTable(Map<String, Failure> failures) {

    /** From a file beside the provider's classes. */
    public static ErrorTable beside(Class<?> provider, String file) {
        try {
            var text = new ClassPathResource(file, provider).getContentAsString(StandardCharsets.UTF_8);
            return new ErrorTable(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ErrorTable::failure)
                    .collect(toUnmodifiableMap(failure -> String.valueOf(failure.code()), failure -> failure)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Codes change without notice: an unknown one ends the message on this channel, and says which it was. */
    public Failure of(@Nullable String told) {
        var code = told != null && told.matches("\\d{1,9}") ? told : null;
        var known = code == null ? null : failures.get(code);
        if (known != null) {
            return known;
        }
        var reason = code == null ? "the provider gives no reason" : "the provider gives a code we do not know";
        return new Failure(Failure.Kind.PERMANENT, code, reason);
    }

    private static Failure failure(String line) {
        var columns = line.split(",", 3);
        return new Failure(Failure.Kind.of(columns[1].strip()), columns[0].strip(), columns[2].strip());
    }
}
