package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.http.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What templates there are, asked of the providers themselves. */
@RestController
class TemplatesApi {

    private final Carriers carriers;

    TemplatesApi(Carriers carriers) {
        this.carriers = carriers;
    }

    /** @param unavailable the providers that told nothing: theirs are missing */
    record Answered(List<Catalog.Entry> items, List<Unavailable> unavailable) {}

    record Unavailable(Provider provider, String reason) {}

    @GetMapping("/api/v1/templates")
    Answered templates(
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String name) {
        var items = new ArrayList<Catalog.Entry>();
        var unavailable = new ArrayList<Unavailable>();
        for (var carrier : asked(provider)) {
            switch (carrier.templates()) {
                case Catalog.Listed(var entries) ->
                    entries.stream()
                            .filter(entry -> name == null || entry.name().equals(name))
                            .forEach(items::add);
                case Catalog.NoAnswer(var reason) -> unavailable.add(new Unavailable(carrier.provider(), reason));
            }
        }
        return new Answered(items, unavailable);
    }

    private List<Carrier> asked(@Nullable String provider) {
        if (provider == null) {
            return carriers.present();
        }
        return carriers.present().stream()
                .filter(carrier -> carrier.provider().name().equals(provider.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> Refused.parameter("provider", "is not one that is configured here"));
    }
}
