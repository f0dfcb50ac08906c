/** What ingress publishes when a contact, a caller or a gateway session does something. */
@NullMarked
package dev.switchboard.contracts.inbound;

import org.jspecify.annotations.NullMarked;
