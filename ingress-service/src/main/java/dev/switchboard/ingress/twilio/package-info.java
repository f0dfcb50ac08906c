/** Everything that knows Twilio's inbound wire format: signature, form, vocabulary. */
@NullMarked
package dev.switchboard.ingress.twilio;

import org.jspecify.annotations.NullMarked;
