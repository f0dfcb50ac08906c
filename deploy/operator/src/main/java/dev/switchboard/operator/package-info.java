/** The operator's command line: what a person asks of a running system through Kafka alone. */
@NullMarked
package dev.switchboard.operator;

import org.jspecify.annotations.NullMarked;
