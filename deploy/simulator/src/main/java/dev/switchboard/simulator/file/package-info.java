/** Files that were uploaded, or that customers sent. */
@NullMarked
package dev.switchboard.simulator.file;

import org.jspecify.annotations.NullMarked;
