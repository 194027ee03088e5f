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
 * @param resident all that it has in memory
 * @param heap of objects, garbage included
 * @param outside the heap: the resident part that is not committed heap; RocksDB, ONNX Runtime, buffers, threads, classes
 */
record ProcessMemory(double resident, double heap, double outside) {

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Of each generation of the serial collector. */
    private static final Pattern GENERATION = Pattern.compile("generation\\s+total (\\d+)K, used (\\d+)K");

    private static final double MEGABYTE = 1024;

    /** @throws IOException if the process has ended, or this JDK has no {@code jcmd} */
    static ProcessMemory of(long pid) throws IOException, InterruptedException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        if (!resident.find()) {
            throw new IOException("process " + pid + " has ended");
        }
        double all = Long.parseLong(resident.group(1)) / MEGABYTE;
        double committed = 0;
        double used = 0;
        Matcher generation = GENERATION.matcher(jcmd(pid, "GC.heap_info"));
        while (generation.find()) {
            committed += Long.parseLong(generation.group(1)) / MEGABYTE;
            used += Long.parseLong(generation.group(2)) / MEGABYTE;
        }
        return new ProcessMemory(all, used, Math.max(0, all - committed));
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
