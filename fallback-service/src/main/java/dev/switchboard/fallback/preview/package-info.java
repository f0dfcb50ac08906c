/** Says what dead letters would lead to if they came back: hears them and forgets them again. */
@NullMarked
package dev.switchboard.fallback.preview;

import org.jspecify.annotations.NullMarked;
