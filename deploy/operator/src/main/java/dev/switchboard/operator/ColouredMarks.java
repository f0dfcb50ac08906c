package dev.switchboard.operator;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** The marks at which the eye begins, in colour: never colour alone, and only where somebody looks. */
final class ColouredMarks extends FilterWriter {

    private static final String OFF = "\033[0m";

    private record Mark(char sign, String colour) {}

    private static final List<Mark> MARKS =
            List.of(new Mark('✓', "\033[32m"), new Mark('✗', "\033[31m"), new Mark('↪', "\033[33m"));

    ColouredMarks(Writer plain) {
        super(plain);
    }

    /** NO_COLOR is what many tools understand; a dumb terminal shows what it does not. */
    static boolean areWished(List<String> arguments, Surroundings surroundings, boolean isTerminal) {
        return isTerminal
                && !arguments.contains("--no-color")
                && surroundings.get("NO_COLOR").isEmpty()
                && surroundings.get("TERM").filter("dumb"::equals).isEmpty();
    }

    @Override
    public void write(int c) throws IOException {
        write(Character.toString(c), 0, Character.charCount(c));
    }

    @Override
    public void write(char[] text, int at, int length) throws IOException {
        write(new String(text, at, length), 0, length);
    }

    @Override
    public void write(String text, int at, int length) throws IOException {
        var coloured = text.substring(at, at + length);
        for (var mark : MARKS) {
            coloured = coloured.replace(Character.toString(mark.sign()), mark.colour() + mark.sign() + OFF);
        }
        out.write(coloured);
    }
}
