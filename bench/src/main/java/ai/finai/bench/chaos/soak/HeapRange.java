package ai.finai.bench.chaos.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses that a JVM of this machine has reserved for its heap; they stay the same as long as it lives. */
record HeapRange(long from, long to) {

    private static final double KILOBYTES_IN_MEGABYTE = 1024;

    /** Where a generation of the serial collector lies: its beginning and its end. */
    private static final Pattern GENERATION =
            Pattern.compile("generation .*\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");

    /** All that is alive is there after a full collection; what came since is not. */
    private static final Pattern OLD = Pattern.compile("tenured generation\\s+total \\d+K, used (\\d+)K");

    /** @throws IOException if the process has ended, or this JDK has no {@code jcmd} */
    static HeapRange of(long pid) throws IOException, InterruptedException {
        long from = Long.MAX_VALUE;
        long to = 0;
        Matcher generation = GENERATION.matcher(jcmd(pid, "GC.heap_info"));
        while (generation.find()) {
            from = Math.min(from, Long.parseLong(generation.group(1), 16));
            to = Math.max(to, Long.parseLong(generation.group(2), 16));
        }
        if (to == 0) {
            throw unknown(pid);
        }
        return new HeapRange(from, to);
    }

    boolean contains(long address) {
        return from <= address && address < to;
    }

    /** What is alive on it, in megabytes (2^20 bytes): garbage is collected first, so the process stands still for a moment. */
    static double live(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher old = OLD.matcher(jcmd(pid, "GC.heap_info"));
        if (!old.find()) {
            throw unknown(pid);
        }
        return Long.parseLong(old.group(1)) / KILOBYTES_IN_MEGABYTE;
    }

    private static IOException unknown(long pid) {
        return new IOException("process " + pid + " has ended, or has another collector than the serial one");
    }

    /** It costs as much as a JVM's start. */
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
