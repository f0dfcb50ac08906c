/** Decides who may ask about messages, and who sees whole numbers and texts. */
@NullMarked
package dev.switchboard.status.access;

import org.jspecify.annotations.NullMarked;
