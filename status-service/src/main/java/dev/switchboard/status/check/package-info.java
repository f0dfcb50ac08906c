/** Asks after messages whose end nobody told, and measures how many there are. */
@NullMarked
package dev.switchboard.status.check;

import org.jspecify.annotations.NullMarked;
