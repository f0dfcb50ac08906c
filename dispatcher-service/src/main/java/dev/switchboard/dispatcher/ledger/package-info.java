/** The rows that are both the record of every message and the queue of what is to be sent. */
@NullMarked
package dev.switchboard.dispatcher.ledger;

import org.jspecify.annotations.NullMarked;
