/** Keeps what state each gateway session is in, and shows it. */
@NullMarked
package dev.switchboard.status.session;

import org.jspecify.annotations.NullMarked;
