/** Remembers on a topic what people planned and did about dead letters, and says from it what state each one is in. */
@NullMarked
package dev.switchboard.operator.audit;

import org.jspecify.annotations.NullMarked;
