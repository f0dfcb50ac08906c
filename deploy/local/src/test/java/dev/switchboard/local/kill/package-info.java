/** Kills the services while messages flow, and counts afterwards. */
@NullMarked
package dev.switchboard.local.kill;

import org.jspecify.annotations.NullMarked;
