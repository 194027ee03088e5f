package ai.finai.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU time that processes have used: what a measurement costs whatever else runs on the machine. */
public final class ProcessCpu {

    private ProcessCpu() {}

    /** Of this JVM, in nanoseconds. */
    public static long ownNanos() {
        return nanos(ProcessHandle.current());
    }

    /**
     * Of this JVM without the threads that compile its code, in nanoseconds: short runs would mostly show those. Where
     * the system does not tell them apart (it does on Linux), of all of it.
     */
    static long ownNanosWithoutCompilers() {
        long all = ownPreciseNanos();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return all - threads.mapToLong(ProcessCpu::compilerNanos).sum();
        } catch (IOException e) {
            return all;
        }
    }

    /** Of a thread of this JVM if it compiles, else 0; 0 too if it has just ended. */
    private static long compilerNanos(Path thread) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
                return 0;
            }
            String schedule = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
        } catch (IOException e) {
            return 0;
        }
    }

    private static long ownPreciseNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : ownNanos();
    }

    /** Of a child, in nanoseconds; 0 if it is gone. */
    public static long nanos(long pid) {
        return ProcessHandle.of(pid).map(ProcessCpu::nanos).orElse(0L);
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}
