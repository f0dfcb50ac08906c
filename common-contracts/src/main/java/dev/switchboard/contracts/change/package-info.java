/** What status-service tells the outside about every change of state. */
@NullMarked
package dev.switchboard.contracts.change;

import org.jspecify.annotations.NullMarked;
