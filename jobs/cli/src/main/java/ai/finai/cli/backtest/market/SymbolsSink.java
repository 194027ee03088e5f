package ai.finai.cli.backtest.market;

import ai.finai.events.market.WatchedBar;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Keeps what there was of each symbol; each subtask writes a file into a folder on this machine. It must get all bars of a
 * symbol in one subtask.
 */
final class SymbolsSink implements Sink<WatchedBar> {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private final int largest;

    /**
     * @param folder its own
     * @param largest how many of a symbol's largest moves are kept
     */
    SymbolsSink(Path folder, int largest) {
        this.folder = folder.toString();
        this.largest = largest;
    }

    @Override
    public SinkWriter<WatchedBar> createWriter(WriterInitContext context) throws IOException {
        Path file = Files.createDirectories(Path.of(folder))
                .resolve(context.getTaskInfo().getIndexOfThisSubtask() + ".symbols");
        return new Writer(file, largest, new TreeMap<>());
    }

    /** What all subtasks wrote, by symbol. */
    static SortedMap<String, SymbolHistory> read(Path folder) throws IOException {
        SortedMap<String, SymbolHistory> histories = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return histories;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                    for (int left = in.readInt(); left > 0; left--) {
                        String symbol = in.readUTF();
                        if (histories.put(symbol, SymbolHistory.read(in)) != null) {
                            throw new IllegalStateException("two subtasks had bars of " + symbol);
                        }
                    }
                }
            }
        }
        return histories;
    }

    private record Writer(Path file, int largest, Map<String, SymbolHistory> histories)
            implements SinkWriter<WatchedBar> {

        @Override
        public void write(WatchedBar bar, Context context) {
            histories
                    .computeIfAbsent(bar.bar().symbol(), symbol -> new SymbolHistory(largest))
                    .add(bar);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws IOException {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                out.writeInt(histories.size());
                for (Map.Entry<String, SymbolHistory> entry : histories.entrySet()) {
                    out.writeUTF(entry.getKey());
                    entry.getValue().write(out);
                }
            }
        }
    }
}
