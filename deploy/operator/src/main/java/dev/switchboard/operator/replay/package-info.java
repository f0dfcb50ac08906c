/** Puts dead letters back: first a plan that says what would happen, then exactly that plan, with a memory of both. */
@NullMarked
package dev.switchboard.operator.replay;

import org.jspecify.annotations.NullMarked;
