/** Looks for what is wrong or missing in settings and in a running system, and says why it matters and how to mend it. */
@NullMarked
package dev.switchboard.operator.doctor;

import org.jspecify.annotations.NullMarked;
