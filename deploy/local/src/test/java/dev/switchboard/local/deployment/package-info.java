/** Reads the files of a deployment and compares them with the code they start. */
@NullMarked
package dev.switchboard.local.deployment;

import org.jspecify.annotations.NullMarked;
