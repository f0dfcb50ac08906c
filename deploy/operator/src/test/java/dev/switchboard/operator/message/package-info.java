/** What a person sees of messages, as it is typed and answered. */
@NullMarked
package dev.switchboard.operator.message;

import org.jspecify.annotations.NullMarked;
