/** What is broken, and what cannot be. */
@NullMarked
package dev.switchboard.operator.chaos;

import org.jspecify.annotations.NullMarked;
