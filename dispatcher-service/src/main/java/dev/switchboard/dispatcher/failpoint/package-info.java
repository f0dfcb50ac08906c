/** Names the places on a request's way at which a test ends or stops the process. */
@NullMarked
package dev.switchboard.dispatcher.failpoint;

import org.jspecify.annotations.NullMarked;
