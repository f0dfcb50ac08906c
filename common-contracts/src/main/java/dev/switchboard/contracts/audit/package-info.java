/** What people did with dead letters: the only memory of plans and replays there is. */
@NullMarked
package dev.switchboard.contracts.audit;

import org.jspecify.annotations.NullMarked;
