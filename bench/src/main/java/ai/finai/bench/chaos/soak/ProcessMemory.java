package ai.finai.bench.chaos.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of a JVM of this machine, in megabytes (2^20 bytes).
 *
 * @param resident all that it has in memory, pages of files (libraries, indexes of a log) and garbage included
 * @param outside the heap, without pages of files: RocksDB, ONNX Runtime, buffers, threads, classes
 */
record ProcessMemory(double resident, double outside) {

    private static final double MEGABYTE = 1024;

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern AMOUNT = Pattern.compile("(Rss|Anonymous):\\s+(\\d+) kB");

    /** @throws IOException if the process has ended */
    static ProcessMemory of(long pid, HeapRange heap) throws IOException {
        long resident = 0;
        long outside = 0;
        boolean inHeap = false;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher amount = AMOUNT.matcher(line);
            if (mapping.matches()) {
                inHeap = heap.contains(Long.parseUnsignedLong(mapping.group(1), 16));
            } else if (amount.matches()) {
                long kilobytes = Long.parseLong(amount.group(2));
                if (amount.group(1).equals("Rss")) {
                    resident += kilobytes;
                } else if (!inHeap) {
                    outside += kilobytes;
                }
            }
        }
        return new ProcessMemory(resident / MEGABYTE, outside / MEGABYTE);
    }
}
