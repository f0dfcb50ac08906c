/** Makes a share of what happens go wrong: late, lost, doubled, out of order or turned away. */
@NullMarked
package dev.switchboard.simulator.chaos;

import org.jspecify.annotations.NullMarked;
