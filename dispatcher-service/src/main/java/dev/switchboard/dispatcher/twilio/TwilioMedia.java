package dev.switchboard.dispatcher.twilio;

import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.media.MediaHost;
import dev.switchboard.dispatcher.media.Reference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A file lies below our account and is asked for with its token; Twilio then leads to a store that wants none. */
final class TwilioMedia implements MediaHost {

    private static final String OLD_STORE = "s3-external-1.amazonaws.com";

    private final Supplier<List<TwilioClient>> clients;
    private final URI base;

    /** @param clients of all our accounts */
    TwilioMedia(Supplier<List<TwilioClient>> clients, URI base) {
        this.clients = clients;
        this.base = base;
    }

    @Override
    public Provider provider() {
        return Provider.TWILIO;
    }

    @Override
    public Place locate(Reference reference) {
        if (reference.url() == null) {
            return new Place.Gone();
        }
        try {
            var url = URI.create(reference.url());
            return clients.get().stream()
                    .filter(client -> url.getPath() != null && url.getPath().contains("/" + client.account() + "/"))
                    .findFirst()
                    .<Place>map(client -> new Place.At(url, authorization(client)))
                    .orElseGet(Place.NoAnswer::new);
        } catch (IllegalArgumentException _) {
            return new Place.Gone();
        }
    }

    private static Map<String, String> authorization(TwilioClient client) {
        var credentials = client.basicCredentials().getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    @Override
    public boolean isTrusted(URI url) {
        var host = url.getHost();
        return isStandIn(url)
                || "https".equals(url.getScheme())
                        && host != null
                        && (host.endsWith(".twilio.com")
                                || host.endsWith(".twiliocdn.com")
                                || host.equals(OLD_STORE) && url.getPath().startsWith("/media.twiliocdn.com/"));
    }

    @Override
    public boolean isStandIn(URI url) {
        return !TwilioLine.isTwilio(base) && base.getAuthority().equals(url.getAuthority());
    }
}
