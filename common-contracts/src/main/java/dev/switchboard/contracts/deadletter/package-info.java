/** How every consumer treats a record it cannot handle. */
@NullMarked
package dev.switchboard.contracts.deadletter;

import org.jspecify.annotations.NullMarked;
