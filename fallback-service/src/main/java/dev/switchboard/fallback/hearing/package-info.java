/** Keeps what is heard of a message, in any order, and has it decided once enough is known. */
@NullMarked
package dev.switchboard.fallback.hearing;

import org.jspecify.annotations.NullMarked;
