/** Publishes what was decided, byte for byte, as often as it takes. */
@NullMarked
package dev.switchboard.fallback.outbox;

import org.jspecify.annotations.NullMarked;
