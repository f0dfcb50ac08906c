/** Finds dead letters, groups them by cause and shows what became of them and why. */
@NullMarked
package dev.switchboard.operator.dlt;

import org.jspecify.annotations.NullMarked;
