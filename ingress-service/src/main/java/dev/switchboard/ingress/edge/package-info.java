/** Decides at the door who is heard at all, before anybody looks at what was sent. */
@NullMarked
package dev.switchboard.ingress.edge;

import org.jspecify.annotations.NullMarked;
