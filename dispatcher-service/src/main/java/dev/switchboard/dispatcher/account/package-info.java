/** Learns what providers and contacts tell about our account as a whole: withdrawn templates, unwanted marketing. */
@NullMarked
package dev.switchboard.dispatcher.account;

import org.jspecify.annotations.NullMarked;
