/** Decides who may ask about messages. */
@NullMarked
package dev.switchboard.status.access;

import org.jspecify.annotations.NullMarked;
