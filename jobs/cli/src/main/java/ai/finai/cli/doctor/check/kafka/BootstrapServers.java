package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.check.kafka.BootstrapServer.Problem;
import ai.finai.cli.doctor.check.kafka.BootstrapServer.Seen;
import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The addresses of {@code kafka.bootstrapServers}, all looked at side by side: some that are away hold nobody up.
 *
 * @param problems in the order of the addresses
 * @param anySpeaks whether a client is worth a try
 */
record BootstrapServers(List<Problem> problems, boolean anySpeaks) {

    /** One answer may take half of the time: what is silent is spoken to twice, without TLS and with it. */
    private static final int ANSWERS = 2;

    /** @param patience with all of them together; one that has not answered by then is left */
    static BootstrapServers of(KafkaConfig kafka, Duration patience) throws InterruptedException {
        List<String> addresses = Arrays.stream(kafka.bootstrapServers().split(","))
                .map(String::strip)
                .toList();
        List<BootstrapServer> servers = addresses.stream()
                .map(address -> new BootstrapServer(address, kafka, patience.dividedBy(ANSWERS)))
                .toList();
        ExecutorService threads = Executors.newCachedThreadPool(BootstrapServers::thread);
        List<Future<Seen>> answers;
        try {
            List<Callable<Seen>> tasks = new ArrayList<>();
            servers.forEach(server -> tasks.add(server::look));
            answers = threads.invokeAll(tasks, patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            servers.forEach(BootstrapServer::close);
            threads.shutdownNow();
        }
        List<Problem> problems = new ArrayList<>();
        boolean anySpeaks = false;
        for (int i = 0; i < answers.size(); i++) {
            try {
                Seen seen = answers.get(i).get();
                anySpeaks |= seen.speaks();
                problems.addAll(seen.problems());
            } catch (CancellationException e) {
                problems.add(Problem.silent(addresses.get(i)));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return new BootstrapServers(List.copyOf(problems), anySpeaks);
    }

    /** The name service can hang, and is not to be ended: that must not hold the command. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "doctor address");
        thread.setDaemon(true);
        return thread;
    }
}
