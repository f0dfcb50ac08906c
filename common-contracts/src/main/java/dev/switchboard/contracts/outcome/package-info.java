/** What the dispatcher says became of a request. */
@NullMarked
package dev.switchboard.contracts.outcome;

import org.jspecify.annotations.NullMarked;
