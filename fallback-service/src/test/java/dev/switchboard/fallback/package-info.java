/** The decision, its store and the service around it, tried against the real broker and database. */
@NullMarked
package dev.switchboard.fallback;

import org.jspecify.annotations.NullMarked;
