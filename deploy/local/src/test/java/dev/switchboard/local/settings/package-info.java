/** Which value holds, and what a person sees of it. */
@NullMarked
package dev.switchboard.local.settings;

import org.jspecify.annotations.NullMarked;
