/** Tells the outside every change of state, at least once and rising. */
@NullMarked
package dev.switchboard.status.change;

import org.jspecify.annotations.NullMarked;
