/** Fetches what contacts sent from where their provider keeps it, when somebody asks for it, and keeps none of it. */
@NullMarked
package dev.switchboard.dispatcher.media;

import org.jspecify.annotations.NullMarked;
