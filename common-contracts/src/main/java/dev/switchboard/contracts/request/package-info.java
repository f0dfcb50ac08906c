/** What any service puts on a topic to have a message sent, canceled or checked. */
@NullMarked
package dev.switchboard.contracts.request;

import org.jspecify.annotations.NullMarked;
