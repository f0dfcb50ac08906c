package dev.switchboard.dispatcher.dispatch;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.DispatcherProperties.Environment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Every provider there is here, by its name. */
@Component
public class Carriers implements InfoContributor {

    private static final Logger log = LoggerFactory.getLogger(Carriers.class);

    private final Map<Provider, Carrier> carriers;
    private final @Nullable Provider whatsapp;

    Carriers(List<Carrier> carriers, DispatcherProperties properties, MeterRegistry meters) {
        this.carriers = carriers.stream().collect(toMap(Carrier::provider, carrier -> carrier));
        this.whatsapp = properties.whatsappProvider();
        refuseStubs(carriers, properties);
        for (var carrier : carriers) {
            announce(carrier, meters);
        }
    }

    /** Also for a provider nobody has heard of: that refuses, too. */
    public Carrier of(Provider provider) {
        var carrier = carriers.get(provider);
        return carrier == null ? new AbsentCarrier(provider, "there is no such provider here") : carrier;
    }

    /** Those we have credentials for. */
    List<Carrier> present() {
        return carriers.values().stream()
                .filter(carrier -> carrier.mode() != Mode.ABSENT)
                .sorted(comparing(carrier -> carrier.provider().name()))
                .toList();
    }

    /** Who carries what names no provider: who has an account for its tenant, else the usual one. */
    public Provider usual(SendRequest request) {
        return present().stream()
                .filter(carrier -> carrier.isMeantFor(request))
                .findFirst()
                .map(Carrier::provider)
                .orElseGet(() -> usual(request.channel()));
    }

    Provider usual(Channel channel) {
        return switch (channel) {
            case SMS -> Provider.TWILIO;
            case WHATSAPP -> whatsapp == null ? firstPresent() : whatsapp;
        };
    }

    private Provider firstPresent() {
        return of(Provider.TWILIO).mode() == Mode.ABSENT ? Provider.META : Provider.TWILIO;
    }

    private static void refuseStubs(Collection<Carrier> carriers, DispatcherProperties properties) {
        if (properties.environment() == Environment.PRODUCTION && !properties.allowStub()) {
            carriers.stream()
                    .filter(carrier -> carrier.mode() == Mode.SIMULATOR)
                    .findFirst()
                    .ifPresent(carrier -> {
                        throw new IllegalStateException("APP_ENV=production, but " + carrier.provider()
                                + " is not called at its own address: take that setting away, or set ALLOW_STUB=true");
                    });
        }
    }

    private static void announce(Carrier carrier, MeterRegistry meters) {
        var provider = carrier.provider().name();
        var mode = carrier.mode().wireName();
        log.atInfo().addKeyValue("provider", provider).addKeyValue("mode", mode).log("provider mode");
        meters.gauge("messaging.provider.mode", Tags.of("provider", provider, "mode", mode), 1);
    }

    @Override
    public void contribute(Info.Builder builder) {
        var modes = new TreeMap<String, String>();
        carriers.values()
                .forEach(one -> modes.put(one.provider().name(), one.mode().wireName()));
        builder.withDetail("providers", modes);
    }
}
