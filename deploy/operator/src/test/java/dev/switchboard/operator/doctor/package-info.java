/** What the doctor finds, and what it says about it. */
@NullMarked
package dev.switchboard.operator.doctor;

import org.jspecify.annotations.NullMarked;
