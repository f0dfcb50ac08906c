/** Everything that knows Twilio's API: the call, its errors, its message list. */
@NullMarked
package dev.switchboard.dispatcher.twilio;

import org.jspecify.annotations.NullMarked;
