/** The operator's command line: what a person asks of a running system. */
@NullMarked
package dev.switchboard.operator;

import org.jspecify.annotations.NullMarked;
