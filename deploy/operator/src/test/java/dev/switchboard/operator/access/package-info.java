/** What callers are given, as it is typed and answered. */
@NullMarked
package dev.switchboard.operator.access;

import org.jspecify.annotations.NullMarked;
