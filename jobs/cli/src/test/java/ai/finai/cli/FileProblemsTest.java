package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemsTest {

    @TempDir
    Path folder;

    @Test
    void whatJavaOnlyNamesIsPutIntoWords() {
        assertThat(FileProblems.reading("rates.csv", new AccessDeniedException("rates.csv")))
                .isEqualTo("cannot read rates.csv: permission denied");
        assertThat(FileProblems.reading("rates.csv", new NoSuchFileException("rates.csv")))
                .isEqualTo("no file rates.csv");
        assertThat(FileProblems.writing("out.csv", new FileSystemException("out.csv", null, "No space left on device")))
                .isEqualTo("cannot write out.csv: No space left on device");
        assertThat(FileProblems.reading("s3://bucket/key", new IOException("connection reset")))
                .isEqualTo("cannot read s3://bucket/key: connection reset");
    }

    @Test
    void theFolderThatIsToBlameIsNamed() {
        assertThat(FileProblems.writing(Path.of("out/payments.csv"), new AccessDeniedException("out")))
                .isEqualTo("cannot write out/payments.csv: out: permission denied");
        assertThat(FileProblems.writing(
                        Path.of("out/payments.csv"),
                        new AccessDeniedException(
                                Path.of("out/payments.csv").toAbsolutePath().toString())))
                .isEqualTo("cannot write out/payments.csv: permission denied");
    }

    @Test
    void aFolderWhereAFileMustBeIsCalledAFolder() throws IOException {
        Path payments = Files.writeString(folder.resolve("p.csv"), "transactionId,eventTime,amount,currency\n");
        String out = folder.resolve("out").toString();
        for (String option : new String[] {"--rates", "--mapping"}) {
            Cli read = finai("backtest", "--input", payments.toString(), option, folder.toString(), "--output", out);
            assertThat(read.exitCode()).as(option).isEqualTo(ExitCode.USAGE);
            assertThat(read.err().strip()).isEqualTo("finai: cannot read " + folder + ": is a folder");
        }
    }

    @Test
    void aFileWhereAFolderMustBeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Cli written = finai(
                "generate",
                "--accounts",
                "100",
                "--days",
                "1",
                "--output",
                file.resolve("payments.csv").toString());
        assertThat(written.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(written.err().strip())
                .isEqualTo("finai: cannot write " + file.resolve("payments.csv") + ": " + file
                        + ": is a file, where a folder must be");
    }
}
