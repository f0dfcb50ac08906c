/** Everything that knows how WhatsApp Web gateways call us: proof, session, events. */
@NullMarked
package dev.switchboard.ingress.gateway;

import org.jspecify.annotations.NullMarked;
