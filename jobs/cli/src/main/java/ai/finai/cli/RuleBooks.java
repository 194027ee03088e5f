package ai.finai.cli;

import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.nio.file.Path;

/** Rule books of the command line. One that is invalid ends the command with every error in it. */
public final class RuleBooks {

    private RuleBooks() {}

    public static RuleBook shipped() {
        return RuleBookReader.shipped();
    }

    public static RuleBook read(Path file) {
        try {
            return RuleBookReader.read(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }
}
