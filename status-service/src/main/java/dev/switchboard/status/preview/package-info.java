/** Says what dead letters would change if they came back: applies them and takes it back. */
@NullMarked
package dev.switchboard.status.preview;

import org.jspecify.annotations.NullMarked;
