/** Delivers signed webhooks to ingress, in order for each message, and keeps those that failed. */
@NullMarked
package dev.switchboard.simulator.callback;

import org.jspecify.annotations.NullMarked;
