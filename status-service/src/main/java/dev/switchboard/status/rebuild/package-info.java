/** Makes the state anew from the topics, beside the one that is used, and compares the two. */
@NullMarked
package dev.switchboard.status.rebuild;

import org.jspecify.annotations.NullMarked;
