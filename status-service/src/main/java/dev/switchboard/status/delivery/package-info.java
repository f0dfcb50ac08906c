/** Says how many messages arrived and how fast, from sums that are kept as messages change. */
@NullMarked
package dev.switchboard.status.delivery;

import org.jspecify.annotations.NullMarked;
