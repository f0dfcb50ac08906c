/** Says what dead letters would do if they came back: takes them into the ledger and out again. */
@NullMarked
package dev.switchboard.dispatcher.preview;

import org.jspecify.annotations.NullMarked;
