/** What a provider reports about a message of ours. */
@NullMarked
package dev.switchboard.contracts.status;

import org.jspecify.annotations.NullMarked;
