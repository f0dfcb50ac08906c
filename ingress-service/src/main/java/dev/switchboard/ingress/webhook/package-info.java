/** Takes a provider's webhook through verify, decode and publish to its answer. */
@NullMarked
package dev.switchboard.ingress.webhook;

import org.jspecify.annotations.NullMarked;
