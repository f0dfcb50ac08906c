/** An authentic webhook that nobody could decode, kept whole until somebody can. */
@NullMarked
package dev.switchboard.contracts.unreadable;

import org.jspecify.annotations.NullMarked;
