package ai.finai.cli.input.rows;

import java.util.stream.Collectors;

/** What is wrong with a header: its line, and a sentence a line. */
public final class InvalidHeader extends Exception {

    private static final long serialVersionUID = 1;

    private final long line;

    public InvalidHeader(long line, String problems) {
        super(problems);
        this.line = line;
    }

    /** For a person, with a line for each sentence. */
    public String of(String file) {
        String place = file + ':' + line + ": ";
        return String.valueOf(getMessage()).lines().map(place::concat).collect(Collectors.joining("\n"));
    }
}
