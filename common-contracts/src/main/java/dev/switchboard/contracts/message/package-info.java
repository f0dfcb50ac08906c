/** The words every event shares: ids, addresses, channels, statuses and contents. */
@NullMarked
package dev.switchboard.contracts.message;

import org.jspecify.annotations.NullMarked;
