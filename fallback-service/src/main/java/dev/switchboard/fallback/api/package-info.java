/** Tells why an SMS was or was not sent. */
@NullMarked
package dev.switchboard.fallback.api;

import org.jspecify.annotations.NullMarked;
