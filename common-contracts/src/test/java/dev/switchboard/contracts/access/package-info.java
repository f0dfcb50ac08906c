/** Which tokens open the API. */
@NullMarked
package dev.switchboard.contracts.access;

import org.jspecify.annotations.NullMarked;
