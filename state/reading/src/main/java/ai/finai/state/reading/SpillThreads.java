package ai.finai.state.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;

/**
 * Threads by which Flink could spill to disk. Its State Processor API starts two for each piece of state that is read, and never
 * ends them; each holds all classes of the cluster in which the piece was read, so that many reads would fill the memory.
 */
final class SpillThreads {

    private SpillThreads() {}

    /** Ends those that would spill into this folder: nothing reads there any more. */
    static void end(Path folder) throws IOException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // Of what ends them when one of them fails.
            if (thread.getUncaughtExceptionHandler() instanceof IOManagerAsync spilling
                    && Arrays.stream(spilling.getSpillingDirectoriesPaths())
                            .allMatch(path -> Path.of(path).startsWith(folder))) {
                try {
                    spilling.close();
                } catch (Exception e) {
                    throw new IOException("threads of Flink's do not end: " + e.getMessage(), e);
                }
            }
        }
    }
}
