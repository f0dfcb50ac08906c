/** Keeps how calls went, and shows them. */
@NullMarked
package dev.switchboard.status.call;

import org.jspecify.annotations.NullMarked;
