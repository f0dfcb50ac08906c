/** The broker and the database server under clean stops, kills and leftovers. */
@NullMarked
package dev.switchboard.infrastructure;

import org.jspecify.annotations.NullMarked;
