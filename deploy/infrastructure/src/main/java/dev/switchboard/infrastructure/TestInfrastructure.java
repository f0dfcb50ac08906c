package dev.switchboard.infrastructure;

import org.jspecify.annotations.Nullable;

/** Keeps the infrastructure that all tests of a JVM share; nothing starts in a static initializer, where threads would deadlock. */
final class TestInfrastructure {
    private static @Nullable Infrastructure shared;

    private TestInfrastructure() {}

    static synchronized Infrastructure shared() {
        if (shared == null) {
            shared = start(System.getProperty("infrastructure", "embedded"));
        }
        return shared;
    }

    private static Infrastructure start(String kind) {
        return switch (kind) {
            case "embedded" -> embedded();
            case "containers" -> new Containers();
            default -> throw new IllegalArgumentException("infrastructure must be embedded or containers, not " + kind);
        };
    }

    private static Infrastructure embedded() {
        DataDirectory.removeAbandoned("test");
        var directory = DataDirectory.temporary("test");
        var infrastructure = Embedded.forTests(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            infrastructure.close();
            directory.close();
        }));
        return infrastructure;
    }
}
