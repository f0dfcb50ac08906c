/** Puts records onto topics and says whether the broker has them. */
@NullMarked
package dev.switchboard.ingress.publish;

import org.jspecify.annotations.NullMarked;
