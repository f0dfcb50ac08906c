package dev.switchboard.operator.message;

import dev.switchboard.operator.Surroundings;
import picocli.CommandLine;

/** {@code ./switchboard send} and {@code ./switchboard tail}. */
public final class MessageCommands {
    private MessageCommands() {}

    public static void addTo(CommandLine tool, Surroundings surroundings) {
        tool.addSubcommand(new SendMessage(surroundings)).addSubcommand(new FollowChanges(surroundings));
    }
}
