package dev.switchboard.contracts;

import org.jspecify.annotations.Nullable;

/** Says why a value cannot be one of ours, naming the field and never the value itself. */
public final class Required {

    private Required() {}

    /** Wire records are made by the decoder, which knows nothing of nullness: the field may be missing in the JSON. */
    public static void field(String name, @Nullable Object value) {
        that(value != null, name + " is missing");
    }

    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new Unfit(otherwise);
        }
    }
}
