/** What the customer's phone shows in the terminal. */
@NullMarked
package dev.switchboard.operator.phone;

import org.jspecify.annotations.NullMarked;
