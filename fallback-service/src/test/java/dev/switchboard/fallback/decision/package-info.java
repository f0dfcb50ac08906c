/** How it is decided. */
@NullMarked
package dev.switchboard.fallback.decision;

import org.jspecify.annotations.NullMarked;
