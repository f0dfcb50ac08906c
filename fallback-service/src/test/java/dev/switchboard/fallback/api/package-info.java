/** What is told of fallbacks. */
@NullMarked
package dev.switchboard.fallback.api;

import org.jspecify.annotations.NullMarked;
