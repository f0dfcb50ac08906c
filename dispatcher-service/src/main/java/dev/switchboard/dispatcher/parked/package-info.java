/** Lets a person decide about sends of which nobody can tell whether they happened. */
@NullMarked
package dev.switchboard.dispatcher.parked;

import org.jspecify.annotations.NullMarked;
