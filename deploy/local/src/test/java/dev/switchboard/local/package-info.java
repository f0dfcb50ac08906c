/** The launcher as a process: how it starts, ends, is killed and comes back. */
@NullMarked
package dev.switchboard.local;

import org.jspecify.annotations.NullMarked;
