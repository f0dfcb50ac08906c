/** Meta's Graph endpoint for WhatsApp messages, its signed webhooks and its handshake. */
@NullMarked
package dev.switchboard.simulator.meta;

import org.jspecify.annotations.NullMarked;
