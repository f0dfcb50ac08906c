/** Gathers the messages of one contact with one address of ours into a conversation, and shows it. */
@NullMarked
package dev.switchboard.status.inbox;

import org.jspecify.annotations.NullMarked;
