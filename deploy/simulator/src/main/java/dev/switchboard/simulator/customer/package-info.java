/** Lets the customer write: an inbound message leaves as its provider's signed webhook. */
@NullMarked
package dev.switchboard.simulator.customer;

import org.jspecify.annotations.NullMarked;
