/** Sends a message as any caller would, and follows what becomes of it and of all others. */
@NullMarked
package dev.switchboard.operator.message;

import org.jspecify.annotations.NullMarked;
