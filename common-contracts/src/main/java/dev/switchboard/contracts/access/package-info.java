/** Who may call the API: tokens, their scopes and their rotation. */
@NullMarked
package dev.switchboard.contracts.access;

import org.jspecify.annotations.NullMarked;
