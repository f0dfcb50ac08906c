/** What every refusal looks like, whoever refuses. */
@NullMarked
package dev.switchboard.ingress.problem;

import org.jspecify.annotations.NullMarked;
