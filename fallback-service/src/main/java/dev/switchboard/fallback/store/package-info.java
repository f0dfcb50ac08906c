/** Writes rows as the database wants them. */
@NullMarked
package dev.switchboard.fallback.store;

import org.jspecify.annotations.NullMarked;
