/** Tells those who write to us that we read it, and that an answer is being written. */
@NullMarked
package dev.switchboard.dispatcher.receipt;

import org.jspecify.annotations.NullMarked;
