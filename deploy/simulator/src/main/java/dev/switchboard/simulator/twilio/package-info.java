/** Twilio's Messages API, its status callbacks and its inbound webhooks. */
@NullMarked
package dev.switchboard.simulator.twilio;

import org.jspecify.annotations.NullMarked;
