package dev.switchboard.operator.replay;

import dev.switchboard.operator.audit.Journal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** All plans anybody ever made. */
record Plans(Journal journal) {

    Plan named(String id, CommandLine command) {
        if (!Plan.isId(id)) {
            throw new ParameterException(command, "\"" + id + "\" is not the id of a plan, as p-91c2f0a7");
        }
        return Plan.of(journal.read(id))
                .orElseThrow(() -> new ParameterException(
                        command, "There is no plan " + id + "; ./switchboard dlt audit names all"));
    }
}
