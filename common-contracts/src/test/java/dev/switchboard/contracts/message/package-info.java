/** How ids, addresses and statuses behave. */
@NullMarked
package dev.switchboard.contracts.message;

import org.jspecify.annotations.NullMarked;
