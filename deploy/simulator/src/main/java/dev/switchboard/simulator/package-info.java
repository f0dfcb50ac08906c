/** Stands in the place of Twilio and Meta: takes sends, plays their fate and calls ingress back with real signatures. */
@NullMarked
package dev.switchboard.simulator;

import org.jspecify.annotations.NullMarked;
