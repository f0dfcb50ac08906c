package dev.switchboard.dispatcher.twilio;

import com.twilio.rest.content.v1.Content;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.dispatch.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The content sids of templates by the names people gave them. */
final class TwilioTemplates {

    private static final Duration FRESH = Duration.ofMinutes(10);

    /** A name that is missing may have been made a moment ago, but is not asked for with every message. */
    private static final Duration FRESH_ENOUGH_TO_MISS = Duration.ofSeconds(30);

    private static final int PAGE = 500;

    private record Known(String name, @Nullable String language, String sid) {}

    private record Listed(List<Known> templates, Instant at) {
        boolean isWithin(Duration age, Instant now) {
            return at.plus(age).isAfter(now);
        }
    }

    private final TwilioClient client;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Listed listed = new Listed(List.of(), Instant.EPOCH);

    TwilioTemplates(TwilioClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @throws com.twilio.exception.TwilioException when the list cannot be read */
    Optional<String> sid(String name, @Nullable String language) {
        if (name.matches("HX[0-9a-fA-F]{32}")) {
            return Optional.of(name);
        }
        var found = find(listed(FRESH), name, language);
        return found.isPresent() ? found : find(listed(FRESH_ENOUGH_TO_MISS), name, language);
    }

    /** @throws com.twilio.exception.TwilioException when the list cannot be read */
    List<Catalog.Entry> all() {
        return listed(FRESH_ENOUGH_TO_MISS).templates().stream()
                .map(known ->
                        new Catalog.Entry(Provider.TWILIO, known.name(), known.language(), known.sid(), null, null))
                .toList();
    }

    private static Optional<String> find(Listed listed, String name, @Nullable String language) {
        return listed.templates().stream()
                .filter(known -> known.name().equals(name))
                .filter(known -> language == null || language.equals(known.language()))
                .map(Known::sid)
                .findFirst();
    }

    private Listed listed(Duration age) {
        reading.lock();
        try {
            var now = clock.instant();
            if (!listed.isWithin(age, now)) {
                listed = new Listed(read(), now);
            }
            return listed;
        } finally {
            reading.unlock();
        }
    }

    private List<Known> read() {
        var templates = new ArrayList<Known>();
        for (var content : Content.reader().setPageSize(PAGE).read(client.forReading())) {
            if (content.getFriendlyName() != null) {
                templates.add(new Known(content.getFriendlyName(), content.getLanguage(), content.getSid()));
            }
        }
        return List.copyOf(templates);
    }
}
