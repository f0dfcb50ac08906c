/** What the contracts promise to everybody who reads or writes a topic. */
@NullMarked
package dev.switchboard.contracts;

import org.jspecify.annotations.NullMarked;
