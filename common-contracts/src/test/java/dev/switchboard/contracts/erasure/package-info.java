/** Tests of how erased addresses are named. */
@NullMarked
package dev.switchboard.contracts.erasure;

import org.jspecify.annotations.NullMarked;
