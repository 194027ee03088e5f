package ai.finai.jobs.local;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's memory in one JVM, where nobody has set it: its own defaults there do not grow with the slots. */
public final class LocalMemory {

    private static final int LEAST_NETWORK_MEBIBYTES = 64;
    private static final int LEAST_MANAGED_MEBIBYTES = 128;

    /** For a slot's RocksDB: with much less it writes its buffers out all the time. */
    private static final int MANAGED_MEBIBYTES_A_SLOT = 64;

    /** Shuffles of a job: each connects every subtask with every other. */
    private static final int SHUFFLES = 3;

    /** For each of those connections, of 32 KiB: two where it ends and one where it begins. */
    private static final int BUFFERS_A_CONNECTION = 3;

    private LocalMemory() {}

    /** @param slots how parallel a job can be */
    public static void forSlots(Configuration flink, int slots) {
        if (flink.getOptional(TaskManagerOptions.NETWORK_MEMORY_MIN).isEmpty()
                && flink.getOptional(TaskManagerOptions.NETWORK_MEMORY_MAX).isEmpty()) {
            MemorySize network = MemorySize.ofMebiBytes(
                    LEAST_NETWORK_MEBIBYTES + (long) SHUFFLES * BUFFERS_A_CONNECTION * slots * slots / 32);
            flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
            flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
        }
        if (flink.getOptional(TaskManagerOptions.MANAGED_MEMORY_SIZE).isEmpty()) {
            flink.set(
                    TaskManagerOptions.MANAGED_MEMORY_SIZE,
                    MemorySize.ofMebiBytes(Math.max(LEAST_MANAGED_MEBIBYTES, (long) MANAGED_MEBIBYTES_A_SLOT * slots)));
        }
    }
}
