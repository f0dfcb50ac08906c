/** Makes what a caller of the API shows: tokens and keys. */
@NullMarked
package dev.switchboard.operator.access;

import org.jspecify.annotations.NullMarked;
