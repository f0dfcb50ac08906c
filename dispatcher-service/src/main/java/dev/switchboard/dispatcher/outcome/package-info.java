/** Tells the outcomes of the ledger to the topic, each after the change it is about is committed. */
@NullMarked
package dev.switchboard.dispatcher.outcome;

import org.jspecify.annotations.NullMarked;
