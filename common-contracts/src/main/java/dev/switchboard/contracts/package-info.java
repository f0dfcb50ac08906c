/** What is visible on a topic: where a record goes, how it is written and how it is read. */
@NullMarked
package dev.switchboard.contracts;

import org.jspecify.annotations.NullMarked;
