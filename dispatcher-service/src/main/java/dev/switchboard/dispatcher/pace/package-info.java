/** Says when each call may begin, so that all instances together keep the pace of a sender, an account and a recipient. */
@NullMarked
package dev.switchboard.dispatcher.pace;

import org.jspecify.annotations.NullMarked;
