/** Forgets to whom messages went and what they said, when a contact is erased. */
@NullMarked
package dev.switchboard.dispatcher.erasure;

import org.jspecify.annotations.NullMarked;
