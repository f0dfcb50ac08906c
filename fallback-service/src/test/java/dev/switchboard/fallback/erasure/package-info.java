/** What is forgotten. */
@NullMarked
package dev.switchboard.fallback.erasure;

import org.jspecify.annotations.NullMarked;
