package dev.switchboard.local.settings;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** A setting with the value it has for some services. */
public record Effective(String name, String value, Origin origin, List<String> readBy, String meaning) {

    @JsonIgnore
    public boolean isDefault() {
        return origin == Origin.DEFAULT;
    }

    public String from() {
        return origin.word();
    }
}
