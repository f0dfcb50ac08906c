/** How many rows reach the database in one statement. */
@NullMarked
package dev.switchboard.dispatcher.rows;

import org.jspecify.annotations.NullMarked;
