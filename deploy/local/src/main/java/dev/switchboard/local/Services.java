package dev.switchboard.local;

import dev.switchboard.contracts.TopicDeclaration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The applications of this JVM, each in a context of its own, started and stopped side by side. */
final class Services {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Runnable> starts = new ConcurrentSkipListMap<>();
    private final Map<String, ConfigurableApplicationContext> running = new ConcurrentHashMap<>();

    /** Completes when the service listens and its topics are there, exceptionally when it cannot start. */
    CompletableFuture<Void> start(Service service, Map<String, String> settings) {
        starts.put(service.name(), () -> run(service, settings));
        return CompletableFuture.runAsync(() -> run(service, settings), threads);
    }

    private void run(Service service, Map<String, String> settings) {
        try {
            var context = service.application().get().run(arguments(service, settings));
            running.put(service.name(), context);
            for (var topics : context.getBeansOfType(TopicDeclaration.class).values()) {
                topics.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw new CannotStart(service.name() + " does not start: " + innermost(e), e);
        }
    }

    private static String[] arguments(Service service, Map<String, String> settings) {
        var own = Map.of(
                "PORT", Integer.toString(service.port()),
                "BIND_ADDRESS", "127.0.0.1",
                "spring.lifecycle.timeout-per-shutdown-phase", "1s",
                "spring.main.banner-mode", "off",
                "spring.reactor.netty.shutdown-quiet-period", "0s",
                "spring.main.register-shutdown-hook", "false");
        return Stream.of(own, settings)
                .flatMap(map -> map.entrySet().stream())
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Whether each of them runs. */
    Map<String, Boolean> state() {
        var state = new TreeMap<String, Boolean>();
        starts.keySet().forEach(name -> state.put(name, running.containsKey(name)));
        return state;
    }

    /** Stops one as an orderly shutdown does; the others go on without it. */
    void stop(String name) {
        var context = running.remove(name);
        if (context != null) {
            context.close();
        }
    }

    void startAgain(String name) {
        var start = starts.get(name);
        if (start != null && !running.containsKey(name)) {
            start.run();
        }
    }

    void stop() {
        List.copyOf(running.values()).forEach(context -> threads.execute(context::close));
        threads.shutdown();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
