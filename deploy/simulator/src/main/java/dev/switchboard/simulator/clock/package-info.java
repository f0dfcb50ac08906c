/** What time it is at the providers: hours can be skipped, so that what takes a day can be tried in a moment. */
@NullMarked
package dev.switchboard.simulator.clock;

import org.jspecify.annotations.NullMarked;
