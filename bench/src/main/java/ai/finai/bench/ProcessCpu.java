package ai.finai.bench;

import java.time.Duration;

/** CPU time that processes have used: what a measurement costs whatever else runs on the machine. */
public final class ProcessCpu {

    private ProcessCpu() {}

    /** Of this JVM, in nanoseconds. */
    public static long ownNanos() {
        return nanos(ProcessHandle.current());
    }

    /** Of a child, in nanoseconds; 0 if it is gone. */
    public static long nanos(long pid) {
        return ProcessHandle.of(pid).map(ProcessCpu::nanos).orElse(0L);
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
}
