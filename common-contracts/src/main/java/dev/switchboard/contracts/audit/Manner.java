package dev.switchboard.contracts.audit;

import dev.switchboard.contracts.Required;

/**
 * How a plan is carried out.
 *
 * @param perSecond records put back in a second, at most
 * @param maxLag how far whoever reads them may be behind before the replay waits
 * @param canary how many go first, and are waited for before any other
 * @param maxReplays how often a record is put back before it is parked instead
 * @param allowResend whether send requests go back too that are over their time or were accepted before
 */
public record Manner(double perSecond, long maxLag, int canary, int maxReplays, boolean allowResend) {

    public Manner {
        Required.that(perSecond > 0, "perSecond is not positive");
        Required.that(maxLag >= 0, "maxLag is negative");
        Required.that(canary >= 0, "canary is negative");
        Required.that(maxReplays > 0, "maxReplays is not positive");
    }
}
