package dev.switchboard.status.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of a message, and the values it is compared with; what was not asked for is no condition. */
final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** @param table whose order it is */
    Conditions and(String table, @Nullable Cursor after) {
        if (after == null) {
            return this;
        }
        values.put("after_id", after.uuid());
        return and(
                "(%1$s.created_at, %1$s.id) < (:after_time, :after_id)".formatted(table),
                "after_time",
                after.createdAt());
    }

    Conditions and(@Nullable IdPrefix id) {
        if (id == null) {
            return this;
        }
        var range = id.ours();
        if (range == null) {
            return and("m.provider_id like :id_form", "id_form", id.form());
        }
        values.put("id_lowest", range.lowest());
        values.put("id_highest", range.highest());
        return and("(m.id between :id_lowest and :id_highest or m.provider_id like :id_form)", "id_form", id.form());
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    Map<String, Object> values() {
        return values;
    }
}
