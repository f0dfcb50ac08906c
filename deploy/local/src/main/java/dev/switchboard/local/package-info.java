/** Everything on one machine: brings up the servers, the services and the simulator, and says what happens in them. */
@NullMarked
package dev.switchboard.local;

import org.jspecify.annotations.NullMarked;
