package ai.finai.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server in a child JVM. The child reads its standard input and ends when that does, so it does not outlive this JVM
 * even if this one is killed. Its first line on standard output is {@code READY} or {@code FAILED} and the reason;
 * everything it logs is appended to a file.
 */
final class ServerProcess {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final OutputStream commands;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = process.getOutputStream();
    }

    /**
     * Starts a server and waits until it serves.
     *
     * @param mainClass run from this module's own class path
     * @throws IOException if it ends or does not get ready in 90 s, with the end of its log
     */
    static ServerProcess start(String name, String mainClass, int heapMegabytes, List<String> arguments, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                // One collector thread: these servers share a laptop with Flink.
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=embedded-logback.xml",
                "-cp",
                classPath(),
                mainClass));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(log.toFile()))
                .start();
        ServerProcess server = new ServerProcess(name, process);
        try {
            server.awaitReady(log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return server;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        line.complete(new BufferedReader(
                                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                                .readLine());
                    } catch (IOException e) {
                        line.completeExceptionally(e);
                    }
                },
                name + " start");
        reader.setDaemon(true);
        reader.start();
        String first;
        try {
            first = line.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(name + " was not ready after " + START.toSeconds() + " s; its log: " + log, e);
        } catch (ExecutionException e) {
            throw new IOException(name + " did not start; its log: " + log, e);
        }
        if (!"READY".equals(first)) {
            String reason = first == null ? tail(log) : first.substring(first.indexOf(' ') + 1);
            throw new IOException(name + " did not start: " + reason + "; its log: " + log);
        }
    }

    /** Sends a line to the child: see the main class for what it understands. */
    void send(String command) throws IOException {
        commands.write((command + '\n').getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    /** Ends it in order; by force if that takes longer than 20 s. Does nothing when it has ended. */
    void stop() {
        try {
            commands.close();
        } catch (IOException e) {
            // It has ended already, or ends now because its input did.
        }
        await(STOP);
    }

    /** Ends it at once, as a power failure would (SIGKILL). What it had not written to the operating system is lost. */
    void kill() {
        process.destroyForcibly();
        await(STOP);
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    private void await(Duration time) {
        try {
            if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "it ended without a word";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** In a distribution its folder {@code servers}; else this module's classes, and what the build wrote into a file. */
    private static String classPath() throws IOException {
        String root = System.getProperty("finai.root");
        if (root == null) {
            throw new IllegalStateException("system property finai.root is not set: it names FinAI's folder");
        }
        Path servers = Path.of(root, "servers");
        if (Files.isDirectory(servers)) {
            return servers + File.separator + "*";
        }
        Path target = Path.of(root, "jobs", "embedded", "target");
        Path dependencies = target.resolve("classpath.txt");
        if (!Files.exists(dependencies)) {
            throw new IOException("FinAI is not built: " + dependencies
                    + " is missing. Run any finai command, such as ./finai version, to build it");
        }
        return target.resolve("classes")
                + File.pathSeparator
                + Files.readString(dependencies, StandardCharsets.UTF_8).strip();
    }
}
