/** Runs services as processes of their own on a real broker and database and says what their work costs. */
@NullMarked
package dev.switchboard.benchmarks;

import org.jspecify.annotations.NullMarked;
