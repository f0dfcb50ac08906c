/** Plays the customer at the simulator: writes, reads, reacts, and changes what a phone does. */
@NullMarked
package dev.switchboard.operator.phone;

import org.jspecify.annotations.NullMarked;
