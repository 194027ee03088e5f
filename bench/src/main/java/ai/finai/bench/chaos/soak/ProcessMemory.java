package ai.finai.bench.chaos.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

    /** Where a generation of the serial collector lies: its beginning and its end. */
    private static final Pattern GENERATION =
            Pattern.compile("generation .*\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");

    /** All that is alive is there after a full collection; what came since is not. */
    private static final Pattern OLD = Pattern.compile("tenured generation\\s+total \\d+K, used (\\d+)K");

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern AMOUNT = Pattern.compile("(Rss|Anonymous):\\s+(\\d+) kB");

    /** @throws IOException if the process has ended, or this JDK has no {@code jcmd} */
    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        long from = Long.MAX_VALUE;
        long to = 0;
        Matcher generation = GENERATION.matcher(jcmd(pid, "GC.heap_info"));
        while (generation.find()) {
            from = Math.min(from, Long.parseLong(generation.group(1), 16));
            to = Math.max(to, Long.parseLong(generation.group(2), 16));
        }
        if (to == 0) {
            throw new IOException("process " + pid + " has ended, or has another collector than the serial one");
        }
        long resident = 0;
        long outside = 0;
        boolean inHeap = false;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher amount = AMOUNT.matcher(line);
            if (mapping.matches()) {
                long start = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = from <= start && start < to;
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

    /** What is alive on its heap: garbage is collected first, so the process stands still for a moment. */
    static double live(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher old = OLD.matcher(jcmd(pid, "GC.heap_info"));
        if (!old.find()) {
            throw new IOException("process " + pid + " has ended, or has another collector than the serial one");
        }
        return Long.parseLong(old.group(1)) / MEGABYTE;
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(10, TimeUnit.SECONDS);
        return said;
    }
}
