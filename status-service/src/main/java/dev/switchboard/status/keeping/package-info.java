/** Forgets what was kept long enough. */
@NullMarked
package dev.switchboard.status.keeping;

import org.jspecify.annotations.NullMarked;
