/** The only door: what comes in is verified, decoded and published, and nothing is remembered. */
@NullMarked
package dev.switchboard.ingress;

import org.jspecify.annotations.NullMarked;
