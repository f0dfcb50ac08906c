package dev.switchboard.operator.replay;

import java.io.PrintWriter;

/** Many records at once want a second thought: the number is typed, or {@code --yes} said beforehand. */
final class Confirmation {

    private static final long MANY = 100;

    private Confirmation() {}

    static void require(long count, String what, boolean yes, PrintWriter errors) {
        if (yes || count <= MANY) {
            return;
        }
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Refused(what + " " + count + " records at once wants --yes where nobody can be asked");
        }
        errors.print("Type " + count + " to " + what + " " + count + " records: ");
        errors.flush();
        var typed = console.readLine();
        if (typed == null || !typed.strip().equals(Long.toString(count))) {
            throw new Refused("Nothing was done.");
        }
    }
}
