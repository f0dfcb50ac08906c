/** The three flows and what may happen on them, each told from the first call to the last fact. */
@NullMarked
package dev.switchboard.local.flow;

import org.jspecify.annotations.NullMarked;
