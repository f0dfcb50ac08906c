package dev.switchboard.infrastructure;

/** One broker and one database server, ready to be used. */
public sealed interface Infrastructure extends AutoCloseable permits Embedded, Containers {
    /** Address of the broker; topics are never created by themselves. */
    String bootstrapServers();

    /** Address of a database as {@code postgresql://postgres@host:port/name}; it is created if it does not exist. */
    String databaseUrl(String database);

    @Override
    void close();

    /**
     * The one infrastructure of this test JVM, started by the first call and ended with the JVM. The system property
     * {@code infrastructure} chooses between {@code embedded}, the default, and {@code containers}.
     */
    static Infrastructure forTests() {
        return TestInfrastructure.shared();
    }
}
