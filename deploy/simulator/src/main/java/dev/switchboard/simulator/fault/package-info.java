/** Spoils the next creates on purpose: refused, cut, silent or slow. */
@NullMarked
package dev.switchboard.simulator.fault;

import org.jspecify.annotations.NullMarked;
