/** Everything that knows the Graph API of WhatsApp: the call and its errors. */
@NullMarked
package dev.switchboard.dispatcher.meta;

import org.jspecify.annotations.NullMarked;
