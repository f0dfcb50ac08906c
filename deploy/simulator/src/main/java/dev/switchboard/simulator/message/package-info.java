/** Remembers what was sent, what became of it and which callbacks told so. */
@NullMarked
package dev.switchboard.simulator.message;

import org.jspecify.annotations.NullMarked;
