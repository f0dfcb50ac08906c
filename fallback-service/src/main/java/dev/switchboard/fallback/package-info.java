/** Hears what became of a message and decides whether it goes out again as an SMS: once, and for a good reason. */
@NullMarked
package dev.switchboard.fallback;

import org.jspecify.annotations.NullMarked;
