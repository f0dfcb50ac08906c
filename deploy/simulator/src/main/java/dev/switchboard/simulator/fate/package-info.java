/** Decides by the recipient's last four digits what becomes of a message, and plays it step by step. */
@NullMarked
package dev.switchboard.simulator.fate;

import org.jspecify.annotations.NullMarked;
