/** Outbound: takes requests from the topic into the ledger, calls the provider once for each, and tells what came of it. */
@NullMarked
package dev.switchboard.dispatcher;

import org.jspecify.annotations.NullMarked;
