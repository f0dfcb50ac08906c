/** Takes requests, cancellations and checks from the topic into the ledger, one batch in one transaction. */
@NullMarked
package dev.switchboard.dispatcher.intake;

import org.jspecify.annotations.NullMarked;
