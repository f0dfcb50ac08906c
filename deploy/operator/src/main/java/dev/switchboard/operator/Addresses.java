package dev.switchboard.operator;

import java.net.URI;
import java.util.Optional;

/**
 * Where the parts of a system answer.
 *
 * @param api ingress, which takes what is to be sent
 * @param state status-service, which tells what became of it
 * @param dev the dev that runs there, if it is one
 */
public record Addresses(URI api, URI state, URI simulator, Optional<RunningDev> dev) {

    private static final int USUAL = 8080;

    /** A public address is one for all of them; nothing is simulated behind it. */
    static Addresses behind(URI url) {
        var one = URI.create(url.toString().replaceFirst("/+$", ""));
        return new Addresses(one, one, one, Optional.empty());
    }

    static Addresses of(RunningDev dev) {
        return new Addresses(dev.at("ingress"), dev.at("status"), dev.at("simulator"), Optional.of(dev));
    }

    static Addresses from(int portBase) {
        return new Addresses(local(portBase), local(portBase + 2), local(portBase + 10), Optional.empty());
    }

    static Addresses usual() {
        return from(USUAL);
    }

    static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }
}
