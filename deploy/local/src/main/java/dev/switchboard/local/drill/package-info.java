/** Breaks running processes on purpose, counts what was promised, and says whether it held. */
@NullMarked
package dev.switchboard.local.drill;

import org.jspecify.annotations.NullMarked;
