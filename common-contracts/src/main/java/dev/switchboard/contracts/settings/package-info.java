/** The settings an operator writes: what their values may look like and how secrets are kept. */
@NullMarked
package dev.switchboard.contracts.settings;

import org.jspecify.annotations.NullMarked;
