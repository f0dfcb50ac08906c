/** Keeps who the contacts are and what they want to receive, and forgets one of them when asked to. */
@NullMarked
package dev.switchboard.status.contact;

import org.jspecify.annotations.NullMarked;
