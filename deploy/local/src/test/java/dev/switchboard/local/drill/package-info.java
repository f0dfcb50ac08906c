/** The drills in small. */
@NullMarked
package dev.switchboard.local.drill;

import org.jspecify.annotations.NullMarked;
