package ai.finai.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Asks a cluster by its own client, which knows how to reach it. */
public final class Kubectl {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String MEND = "set a context with kubectl config use-context, or name it with --context";

    private final String program;
    private final @Nullable String context;
    private final Duration patience;

    /** @param context null for the current one */
    public Kubectl(String program, @Nullable String context) {
        this(program, context, PATIENCE);
    }

    /** @param patience with an answer; whoever gives none by then is ended, with what it started */
    public Kubectl(String program, @Nullable String context, Duration patience) {
        this.program = program;
        this.context = context;
        this.patience = patience;
    }

    /**
     * Whether one was named, or there is a current one.
     *
     * @throws NotLookedAtException if there is no such program
     */
    public boolean hasContext() throws IOException, InterruptedException, NotLookedAtException {
        return context != null || run("config", "current-context").code() == 0;
    }

    private record Answer(int code, String out, String err) {}

    /**
     * An object, or a list of them.
     *
     * @param what {@code crd}, {@code flinkdeployments.flink.apache.org}
     * @return null if the cluster has none of that name
     * @throws NotAllowedException if this user has no right to see it
     * @throws NotLookedAtException if the cluster does not answer
     */
    public @Nullable JsonNode get(String... what) throws IOException, InterruptedException, NotLookedAtException {
        String json = asked(List.of("-o", "json"), what);
        return json == null ? null : new ObjectMapper().readTree(json);
    }

    /**
     * Whether there is an object. The cluster is asked for a line of a table, with which come name and annotations; nothing of it
     * is kept.
     *
     * @throws NotAllowedException if this user has no right to see it
     * @throws NotLookedAtException if the cluster does not answer
     */
    public boolean has(String... what) throws IOException, InterruptedException, NotLookedAtException {
        return asked(List.of("--no-headers"), what) != null;
    }

    private @Nullable String asked(List<String> form, String... what)
            throws IOException, InterruptedException, NotLookedAtException {
        List<String> arguments = new ArrayList<>(List.of("get"));
        arguments.addAll(List.of(what));
        arguments.addAll(form);
        arguments.add("--request-timeout=5s");
        Answer answer = run(arguments.toArray(String[]::new));
        if (answer.code() == 0) {
            return answer.out();
        }
        if (answer.err().contains("NotFound")) {
            return null;
        }
        if (answer.err().contains("Forbidden")) {
            throw new NotAllowedException(
                    "this user has no right to look: "
                            + last(answer.err()).replaceFirst("^Error from server \\(Forbidden\\): ", ""),
                    "let an administrator of the cluster give it (kubectl auth can-i --list says what there is), or look"
                            + " as somebody who has it");
        }
        throw new NotLookedAtException("the cluster does not answer kubectl: " + last(answer.err()), MEND);
    }

    private static String last(String errors) {
        return errors.lines().reduce((first, last) -> last).orElse("no reason given");
    }

    private Answer run(String... arguments) throws IOException, InterruptedException, NotLookedAtException {
        List<String> command = new ArrayList<>(List.of(program));
        if (context != null) {
            command.addAll(List.of("--context", context));
        }
        command.addAll(List.of(arguments));
        Process process = started(command);
        // What it started (a program that fetches a token) holds its output open.
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> impatience = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    end(process);
                },
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            process.getOutputStream().close();
            // Errors are short; answers are not, and are read until they end.
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return late.get()
                    ? new Answer(1, "", "no answer within " + patience.toSeconds() + " s")
                    : new Answer(code, out, err.strip());
        } finally {
            impatience.cancel(false);
            process.destroyForcibly();
        }
    }

    /** Not what reads it: its streams come to their ends. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }

    private static Process started(List<String> command) throws NotLookedAtException {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new NotLookedAtException(
                    command.get(0) + " cannot be run: " + e.getMessage(),
                    "install kubectl (https://kubernetes.io/docs/tasks/tools), or name the program with --kubectl");
        }
    }
}
