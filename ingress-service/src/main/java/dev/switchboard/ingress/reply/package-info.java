/** Says what a number of ours answers by itself, to a message or to a call. */
@NullMarked
package dev.switchboard.ingress.reply;

import org.jspecify.annotations.NullMarked;
