package ai.finai.cli.backtest.ends;

import ai.finai.cli.sort.Merge;
import ai.finai.cli.sort.Sortable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sorted runs of lines become one file. */
public final class MergedLines {

    private MergedLines() {}

    /** Sees each line, in order. */
    public interface Reader {
        /** @param line without its end */
        void read(byte[] line) throws IOException;
    }

    /** @param runs a folder of them; none where it is not there */
    public static void write(Path runs, Path result, Reader reader) throws IOException {
        try (Merge merge = Merge.of(runs);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(result), 1 << 16)) {
            while (merge.hasNext()) {
                Sortable line = merge.next();
                out.write(line.payload());
                out.write('\n');
                reader.read(line.payload());
            }
        }
    }
}
