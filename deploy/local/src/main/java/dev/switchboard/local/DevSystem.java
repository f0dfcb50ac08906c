package dev.switchboard.local;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** All parts of one machine's system, in the order they need each other. */
final class DevSystem {
    private final Installation installation;
    private final Path folder;
    private final Ports ports;
    private final DevSettings settings;
    private final Ending ending;
    private final Services services = new Services();

    DevSystem(Installation installation, Path folder, Ports ports, DevSettings settings, Ending ending) {
        this.installation = installation;
        this.folder = folder;
        this.ports = ports;
        this.settings = settings;
        this.ending = ending;
    }

    /** The simulator needs no server, and brings Spring's classes in while they start. */
    Started start() {
        var child = InfrastructureChild.start(installation, folder, ports);
        ending.first(child::stop);
        child.onEnd(this::exit);
        ending.first(services::stop);
        var simulator = services.start(Applications.simulator(ports), settings.simulator());
        var servers = child.awaitReady();
        var others = Applications.services(ports).stream()
                .map(service -> services.start(service, settings.service(folder, servers, service.name())));
        await(Stream.concat(Stream.of(simulator), others).toList());
        return new Started(services, child.pid());
    }

    /** What can be stopped and continued: the services, and the process of the broker. */
    record Started(Services services, long brokerPid) {}

    /** The first failure ends the wait: the others may be waiting for what failed. */
    private static void await(List<CompletableFuture<Void>> starts) {
        var failed = new CompletableFuture<Void>();
        starts.forEach(start -> start.exceptionally(failure -> {
            failed.completeExceptionally(failure);
            return null;
        }));
        var all = CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(all, failed).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart cannot ? cannot : e;
        }
    }

    private void exit() {
        if (!ending.hasBegun()) {
            System.err.println("Kafka and PostgreSQL have ended, and so does everything else.");
            System.exit(1);
        }
    }
}
