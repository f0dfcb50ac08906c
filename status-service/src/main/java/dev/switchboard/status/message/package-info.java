/** Keeps what is known of each message as a function of all that was ever said of it, and shows it. */
@NullMarked
package dev.switchboard.status.message;

import org.jspecify.annotations.NullMarked;
