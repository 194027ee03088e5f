package ai.finai.cli.input.rows;

import java.util.List;

/**
 * A file that was read to its end.
 *
 * @param rows the bad ones too
 * @param sha256 of the file's bytes as they lie there, lower-case hex
 */
public record ReadFile(long rows, String sha256) {

    /** Of all files. */
    public static long rows(List<ReadFile> files) {
        return files.stream().mapToLong(ReadFile::rows).sum();
    }
}
