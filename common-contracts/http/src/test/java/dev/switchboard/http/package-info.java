/** What is asked of every API of ours. */
@NullMarked
package dev.switchboard.http;

import org.jspecify.annotations.NullMarked;
