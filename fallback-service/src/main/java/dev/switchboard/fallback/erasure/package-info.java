/** Forgets who was erased, and what is old. */
@NullMarked
package dev.switchboard.fallback.erasure;

import org.jspecify.annotations.NullMarked;
