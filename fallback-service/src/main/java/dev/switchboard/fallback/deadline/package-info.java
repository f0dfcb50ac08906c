/** Takes silence for a failure, once all that could have been said was heard. */
@NullMarked
package dev.switchboard.fallback.deadline;

import org.jspecify.annotations.NullMarked;
