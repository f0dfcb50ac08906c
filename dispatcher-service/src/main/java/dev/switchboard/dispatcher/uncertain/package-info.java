/** Finds out what became of calls whose answer nobody heard. */
@NullMarked
package dev.switchboard.dispatcher.uncertain;

import org.jspecify.annotations.NullMarked;
