/** Everything that knows the Cloud API's inbound wire format: handshake, signature, envelope, vocabulary. */
@NullMarked
package dev.switchboard.ingress.meta;

import org.jspecify.annotations.NullMarked;
