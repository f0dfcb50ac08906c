/** Takes the news from the topics and turns each polled batch into one transaction. */
@NullMarked
package dev.switchboard.status.intake;

import org.jspecify.annotations.NullMarked;
