/** The state of every message, in whatever order the news arrives. */
@NullMarked
package dev.switchboard.status;

import org.jspecify.annotations.NullMarked;
