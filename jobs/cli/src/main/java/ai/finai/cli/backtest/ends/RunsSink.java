package ai.finai.cli.backtest.ends;

import ai.finai.cli.sort.Sortable;
import ai.finai.cli.sort.SortedRuns;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.util.function.SerializableFunction;

/** Writes what comes in as sorted runs into a folder on this machine, each subtask its own: to be merged after the job. */
public final class RunsSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    private static final long MEMORY_BYTES = 8L << 20;

    private final String folder;
    private final String name;
    private final SerializableFunction<T, Sortable> line;

    /**
     * @param name unique among the sinks that share the folder
     * @param line the record's place in the order, and the line to write
     */
    public RunsSink(Path folder, String name, SerializableFunction<T, Sortable> line) {
        this.folder = folder.toString();
        this.name = name;
        this.line = line;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        return new Writer<>(new SortedRuns(Path.of(folder), name + '-' + subtask, MEMORY_BYTES), line);
    }

    private record Writer<T>(SortedRuns runs, SerializableFunction<T, Sortable> line) implements SinkWriter<T> {

        @Override
        public void write(T element, Context context) throws IOException {
            runs.add(line.apply(element));
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws IOException {
            runs.close();
        }
    }
}
