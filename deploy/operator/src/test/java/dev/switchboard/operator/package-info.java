/** The tool as it is called, on the real broker. */
@NullMarked
package dev.switchboard.operator;

import org.jspecify.annotations.NullMarked;
