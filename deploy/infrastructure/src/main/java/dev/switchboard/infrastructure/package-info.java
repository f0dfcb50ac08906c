/** The ground the flows stand on: a real Kafka broker and a real PostgreSQL, started in this JVM, in a child of it or in containers. */
@NullMarked
package dev.switchboard.infrastructure;

import org.jspecify.annotations.NullMarked;
