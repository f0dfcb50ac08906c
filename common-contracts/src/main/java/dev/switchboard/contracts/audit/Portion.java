package dev.switchboard.contracts.audit;

import dev.switchboard.contracts.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a plan that are treated alike.
 *
 * @param effect one word for what replaying them does, or why it is not done
 * @param detail the same for people, without anybody's words or numbers
 */
public record Portion(
        Treatment treatment, String effect, @Nullable String detail, List<Span> spans) {

    public Portion {
        Required.field("treatment", treatment);
        Required.field("effect", effect);
        Required.field("spans", spans);
        spans = List.copyOf(spans);
    }

    public long count() {
        return spans.stream().mapToLong(Span::count).sum();
    }
}
