package dev.switchboard.operator;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which system a command means: the one it names, else the environment's, else the dev that runs here. */
public final class Where {

    private final Surroundings surroundings;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The system's public address; otherwise SWITCHBOARD_URL, otherwise the dev that runs here.")
    private @Nullable URI url;

    @Option(names = "--port-base", paramLabel = "N", description = "The dev that was started with this port base.")
    private @Nullable Integer portBase;

    public Where(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** For a command that has options of its own to say it. */
    public Where(Surroundings surroundings, @Nullable Integer portBase) {
        this.surroundings = surroundings;
        this.portBase = portBase;
    }

    public Addresses addresses() {
        if (portBase != null) {
            return running(portBase);
        }
        return Optional.ofNullable(url)
                .or(() -> surroundings.get("SWITCHBOARD_URL").map(URI::create))
                .map(Addresses::behind)
                .orElseGet(this::running);
    }

    private Addresses running(int base) {
        var ingress = Addresses.local(base);
        return RunningDev.all(surroundings.temporary()).stream()
                .filter(dev -> dev.at("ingress").equals(ingress))
                .findFirst()
                .map(Addresses::of)
                .orElseGet(() -> Addresses.from(base));
    }

    private Addresses running() {
        var devs = RunningDev.all(surroundings.temporary());
        if (devs.size() > 1) {
            throw new CannotReach(
                    "More than one dev is running, at "
                            + devs.stream().map(dev -> dev.text("ingress")).collect(Collectors.joining(" and "))
                            + ": --port-base says which is meant.",
                    null);
        }
        return devs.isEmpty() ? Addresses.usual() : Addresses.of(devs.getFirst());
    }
}
