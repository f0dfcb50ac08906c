/** Claims what is due, makes the one call to the provider, and records its answer. */
@NullMarked
package dev.switchboard.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
