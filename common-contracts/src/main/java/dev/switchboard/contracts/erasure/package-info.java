/** What every store hears when a contact is to be forgotten. */
@NullMarked
package dev.switchboard.contracts.erasure;

import org.jspecify.annotations.NullMarked;
