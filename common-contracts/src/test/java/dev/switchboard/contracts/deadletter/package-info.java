/** What becomes of records that a consumer cannot handle. */
@NullMarked
package dev.switchboard.contracts.deadletter;

import org.jspecify.annotations.NullMarked;
