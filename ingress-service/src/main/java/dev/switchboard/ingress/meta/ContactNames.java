package dev.switchboard.ingress.meta;

import dev.switchboard.ingress.webhook.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What contacts call themselves, told once beside all their messages. */
record ContactNames(Map<String, String> names) {

    ContactNames(Json value) {
        this(of(value));
    }

    @Nullable
    String of(@Nullable String phone, @Nullable String user) {
        var byUser = user == null ? null : names.get(user);
        return byUser == null && phone != null ? names.get(phone) : byUser;
    }

    private static Map<String, String> of(Json value) {
        var names = new HashMap<String, String>();
        for (var contact : value.at("contacts").items()) {
            var name = contact.at("profile").text("name");
            for (var key : new String[] {"wa_id", "user_id"}) {
                var id = contact.text(key);
                if (id != null && name != null) {
                    names.put(id, name);
                }
            }
        }
        return names;
    }
}
