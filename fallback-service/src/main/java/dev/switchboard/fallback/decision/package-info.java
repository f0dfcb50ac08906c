/** Decides, from what is planned and what was heard, whether a message goes out again: nothing here asks a clock, a database or a topic. */
@NullMarked
package dev.switchboard.fallback.decision;

import org.jspecify.annotations.NullMarked;
