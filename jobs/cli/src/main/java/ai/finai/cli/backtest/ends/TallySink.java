package ai.finai.cli.backtest.ends;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/** Counts what comes in by name; each subtask writes a file into a folder on this machine: to be added up after the job. */
public final class TallySink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private final SerializableFunction<T, String> name;

    /** @param folder its own */
    public TallySink(Path folder, SerializableFunction<T, String> name) {
        this.folder = folder.toString();
        this.name = name;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        Path file = Files.createDirectories(Path.of(folder))
                .resolve(context.getTaskInfo().getIndexOfThisSubtask() + ".properties");
        return new Tally<>(file, name);
    }

    /** The counts of all subtasks, by name. */
    public static Map<String, Long> read(Path folder) throws IOException {
        Map<String, Long> sums = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return sums;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Properties counts = new Properties();
                try (Reader in = Files.newBufferedReader(file)) {
                    counts.load(in);
                }
                counts.forEach((name, count) -> sums.merge((String) name, Long.valueOf((String) count), Long::sum));
            }
        }
        return sums;
    }

    private static final class Tally<T> implements SinkWriter<T> {

        private final Path file;
        private final SerializableFunction<T, String> name;
        private final Map<String, Long> counts = new TreeMap<>();

        Tally(Path file, SerializableFunction<T, String> name) {
            this.file = file;
            this.name = name;
        }

        @Override
        public void write(T element, Context context) {
            counts.merge(name.apply(element), 1L, Long::sum);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws IOException {
            Properties properties = new Properties();
            counts.forEach((counted, count) -> properties.setProperty(counted, Long.toString(count)));
            try (Writer out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
        }
    }
}
