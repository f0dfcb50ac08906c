/** Holds back what was decided: switched off, a storm, or the cost of a day. */
@NullMarked
package dev.switchboard.fallback.gate;

import org.jspecify.annotations.NullMarked;
