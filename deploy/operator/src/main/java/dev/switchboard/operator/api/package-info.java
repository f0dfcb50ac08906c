/** Calls the system's own HTTP interfaces, and says in one sentence why one cannot be called. */
@NullMarked
package dev.switchboard.operator.api;

import org.jspecify.annotations.NullMarked;
