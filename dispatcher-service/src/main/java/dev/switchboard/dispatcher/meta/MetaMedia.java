package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Exchange.Reply;
import dev.switchboard.dispatcher.media.MediaHost;
import dev.switchboard.dispatcher.media.Reference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** A file has an id; asked for it, Meta names an address that lasts five minutes and wants the same token. */
final class MetaMedia implements MediaHost {

    private static final List<String> STORES = List.of(".fbsbx.com", ".fbcdn.net", ".facebook.com", ".whatsapp.net");
    private static final int NOT_FOUND = 404;

    private final Exchange exchange;
    private final URI base;
    private final String files;
    private final Supplier<Optional<Secret>> token;
    private final Supplier<List<Key>> others;

    /** What another number's files are asked for with. */
    record Key(String phoneNumberId, Secret token) {}

    /**
     * @param version of the Graph API
     * @param token of the usual number, as it is now
     */
    MetaMedia(
            Exchange exchange, URI base, String version, Supplier<Optional<Secret>> token, Supplier<List<Key>> others) {
        this.exchange = exchange;
        this.base = base;
        this.files = base.toString().replaceFirst("/+$", "") + "/" + version + "/";
        this.token = token;
        this.others = others;
    }

    @Override
    public Provider provider() {
        return Provider.META;
    }

    @Override
    public Place locate(Reference reference) {
        var id = reference.id();
        if (id == null || !id.matches("\\w{1,64}")) {
            return new Place.Gone();
        }
        var token = token(reference.account());
        if (token.isEmpty()) {
            return new Place.NoAnswer();
        }
        var authorization = Map.of("Authorization", "Bearer " + token.get().value());
        return switch (exchange.get(URI.create(files + id), authorization)) {
            case Reply.Answered(var status, var body, var _, var _) -> place(status, body, authorization);
            case Reply.NeverLeft _, Reply.Lost _ -> new Place.NoAnswer();
        };
    }

    private Optional<Secret> token(String account) {
        return others.get().stream()
                .filter(key -> key.phoneNumberId().equals(account))
                .findFirst()
                .map(Key::token)
                .or(token);
    }

    private static Place place(int status, String body, Map<String, String> authorization) {
        if (status == NOT_FOUND) {
            return new Place.Gone();
        }
        try {
            var url = status == 200 ? Wire.JSON.readTree(body).path("url").asString("") : "";
            return url.isEmpty() ? new Place.NoAnswer() : new Place.At(URI.create(url), authorization);
        } catch (JacksonException | IllegalArgumentException _) {
            return new Place.NoAnswer();
        }
    }

    @Override
    public boolean isTrusted(URI url) {
        var host = url.getHost();
        return isStandIn(url)
                || "https".equals(url.getScheme())
                        && host != null
                        && STORES.stream().anyMatch(host::endsWith);
    }

    @Override
    public boolean isStandIn(URI url) {
        return !MetaConfiguration.isMeta(base) && base.getAuthority().equals(url.getAuthority());
    }
}
