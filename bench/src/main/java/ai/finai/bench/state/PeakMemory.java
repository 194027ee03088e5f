package ai.finai.bench.state;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The most memory that this process has had since it began. */
final class PeakMemory {

    private PeakMemory() {}

    /** Such as {@code 812 MB resident, 301 MB of heap in use}. Resident is what Linux counts: heap, native memory, code. */
    static String sinceTheBeginning() throws IOException {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return String.format(Locale.ROOT, "%s resident, %,.0f MB of heap in use", resident(), heap / 1e6);
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "?";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line ->
                        String.format(Locale.ROOT, "%,.0f MB", 1.024e-3 * Long.parseLong(line.replaceAll("\\D", ""))))
                .findFirst()
                .orElse("?");
    }
}
