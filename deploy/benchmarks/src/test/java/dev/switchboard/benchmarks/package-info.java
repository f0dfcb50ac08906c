/** Whether the figures are told as they were measured. */
@NullMarked
package dev.switchboard.benchmarks;

import org.jspecify.annotations.NullMarked;
