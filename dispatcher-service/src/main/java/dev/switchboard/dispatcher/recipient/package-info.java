/** Knows what recipients want and when they last wrote, so that no call is spent on what would certainly be refused. */
@NullMarked
package dev.switchboard.dispatcher.recipient;

import org.jspecify.annotations.NullMarked;
