/** How settings are read, and what they never show. */
@NullMarked
package dev.switchboard.contracts.settings;

import org.jspecify.annotations.NullMarked;
