/** Breaks a part of a running dev on purpose, says what is broken, and repairs it. */
@NullMarked
package dev.switchboard.operator.chaos;

import org.jspecify.annotations.NullMarked;
