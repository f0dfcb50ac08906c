/** What keeps the threads of the service going that no record wakes. */
@NullMarked
package dev.switchboard.dispatcher.loop;

import org.jspecify.annotations.NullMarked;
