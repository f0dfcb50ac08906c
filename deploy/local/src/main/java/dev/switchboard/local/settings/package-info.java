/** Says which settings there are, which value each has for whom, and where that value comes from. */
@NullMarked
package dev.switchboard.local.settings;

import org.jspecify.annotations.NullMarked;
