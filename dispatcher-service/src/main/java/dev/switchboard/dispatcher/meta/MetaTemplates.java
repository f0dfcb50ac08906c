package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Catalog;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The templates of the business account, read page by page and kept for a moment: Meta counts such calls by the hour. */
final class MetaTemplates {

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int PAGES = 20;

    private final Exchange exchange;
    private final String templates;
    private final Supplier<Secret> token;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private Catalog last = new Catalog.NoAnswer("Meta did not answer");
    private Instant readAt = Instant.EPOCH;

    MetaTemplates(Exchange exchange, URI account, Supplier<Secret> token, Clock clock) {
        this.exchange = exchange;
        this.templates = account + "/message_templates?fields=name,language,status,category&limit=200";
        this.token = token;
        this.clock = clock;
    }

    Catalog listed() {
        reading.lock();
        try {
            var now = clock.instant();
            if (!readAt.plus(FRESH).isAfter(now)) {
                last = read();
                readAt = last instanceof Catalog.Listed ? now : Instant.EPOCH;
            }
            return last;
        } finally {
            reading.unlock();
        }
    }

    private Catalog read() {
        var entries = new ArrayList<Catalog.Entry>();
        var after = "";
        for (var page = 0; page < PAGES && after != null; page++) {
            var answer = page(after);
            if (answer == null) {
                return new Catalog.NoAnswer("Meta did not answer");
            }
            answer.path("data").valueStream().map(MetaTemplates::entry).forEach(entries::add);
            after = answer.path("paging").has("next")
                    ? answer.at("/paging/cursors/after").asString(null)
                    : null;
        }
        return new Catalog.Listed(List.copyOf(entries));
    }

    private @Nullable JsonNode page(String after) {
        var url =
                after.isEmpty() ? templates : templates + "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        var reply = exchange.get(
                URI.create(url), Map.of("Authorization", "Bearer " + token.get().value()));
        return switch (reply) {
            case Reply.Answered(var status, var body, var _, var _) -> status == 200 ? tree(body) : null;
            case Reply.NeverLeft _, Reply.Lost _ -> null;
        };
    }

    private static @Nullable JsonNode tree(String body) {
        try {
            return Wire.JSON.readTree(body);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static Catalog.Entry entry(JsonNode template) {
        return new Catalog.Entry(
                Provider.META,
                template.path("name").asString(""),
                template.path("language").asString(null),
                template.path("id").asString(""),
                template.path("status").asString(null),
                template.path("category").asString(null));
    }
}
