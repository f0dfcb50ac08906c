/** The customers' phones: switched on or off, with WhatsApp or without, and whom they have blocked. */
@NullMarked
package dev.switchboard.simulator.handset;

import org.jspecify.annotations.NullMarked;
