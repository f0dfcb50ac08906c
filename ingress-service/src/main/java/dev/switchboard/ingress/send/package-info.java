/** Turns an API call into a send-request on its topic. */
@NullMarked
package dev.switchboard.ingress.send;

import org.jspecify.annotations.NullMarked;
