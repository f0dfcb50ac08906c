/** Says in one form what a caller did wrong or what is wrong with us. */
@NullMarked
package dev.switchboard.status.problem;

import org.jspecify.annotations.NullMarked;
