/** What the codes of providers mean and ask for: a table each, the same wherever a code turns up. */
@NullMarked
package dev.switchboard.contracts.failure;

import org.jspecify.annotations.NullMarked;
