/** Passes changes on to whoever watches, as they happen. */
@NullMarked
package dev.switchboard.status.live;

import org.jspecify.annotations.NullMarked;
