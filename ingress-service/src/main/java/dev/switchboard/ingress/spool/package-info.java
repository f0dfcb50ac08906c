/** Keeps on disk what the broker does not have yet, in the order it came. */
@NullMarked
package dev.switchboard.ingress.spool;

import org.jspecify.annotations.NullMarked;
