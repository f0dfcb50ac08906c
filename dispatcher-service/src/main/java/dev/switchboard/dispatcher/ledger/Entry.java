package dev.switchboard.dispatcher.ledger;

import dev.switchboard.dispatcher.outcome.Outgoing;
import dev.switchboard.dispatcher.pace.Pause;
import java.util.List;

/**
 * What a call came to.
 *
 * @param pauses what is to be left alone from now on, whether the message is still ours or not
 */
public record Entry(Claimed claimed, Move move, Outgoing outcome, List<Pause> pauses) {}
