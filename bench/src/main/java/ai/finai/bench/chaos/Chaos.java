package ai.finai.bench.chaos;

import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.bench.chaos.fault.FaultKind;
import ai.finai.bench.chaos.fault.Schedule;
import ai.finai.bench.chaos.fault.Schedule.Planned;
import ai.finai.bench.chaos.job.ChaosAml;
import ai.finai.bench.chaos.job.ChaosJob;
import ai.finai.bench.chaos.job.ChaosMarket;
import ai.finai.bench.chaos.soak.Soak;
import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.cli.Interrupts;
import ai.finai.embedded.DataOnClose;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./finai chaos}. */
@Command(
        name = "finai chaos",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Runs the jobs on clusters of processes, as in production, kills and disturbs what they are made of while records"
                    + " come, and then shows whether anything was lost or doubled.",
            "",
            "What readers of committed records and of the tables see is compared with an undisturbed run over the same"
                    + " records. Exit code 0: all of it is there, once; 1: it is not. What the faults are: src/docs/chaos.md."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai chaos                                      ten faults, both jobs",
            "  finai chaos --faults 3 --only jobmanager-killed  the same fault three times",
            "  finai chaos --jobs aml --seed 7 --keep chaos-7   logs and data stay in a folder"
        })
public final class Chaos implements Callable<Integer> {

    private static final int MOST_FAULTS = 10_000;
    private static final int MOST_RATE = 100_000;
    private static final int INTERRUPTED = 130;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--faults", paramLabel = "N", defaultValue = "10", description = "How many. Default: 10.")
    private int faults;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Repeats a schedule. Default: another one each time; it is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--only",
            paramLabel = "FAULT",
            split = ",",
            description =
                    "Only these: taskmanager-killed, jobmanager-killed, both-killed, taskmanager-frozen, broker-killed,"
                            + " broker-away-at-start, refused-at-start, s3-busy, s3-slow, s3-dropping, checkpoints-failing,"
                            + " disk-full, rescaled, upgraded, clock-jumped. Default: all that this user may do.")
    private String[] only = {};

    @Option(
            names = "--jobs",
            paramLabel = "JOB",
            split = ",",
            defaultValue = "aml,market",
            description = "aml, market or both. Default: ${DEFAULT-VALUE}.")
    private String[] jobs = {};

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Payments a second; half as many prices and headlines. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--recovery",
            paramLabel = "SIZE",
            description =
                    "Instead of all that: fills the state of the aml job until a checkpoint has this size (100MB, 1GB),"
                            + " kills a TaskManager three times and measures.")
    private @Nullable String recovery;

    @Option(
            names = "--soak",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Instead of all that: lets the jobs work in peace for that long (60min) and samples memory, state and"
                            + " checkpoints into soak.csv, with a plot, which stay. Exit code 1 if something grows. At least 10min.")
    private @Nullable Duration soak;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keeps logs and data in this folder, which must be empty or not there. After a failure they stay in"
                            + " any case.")
    private @Nullable Path keep;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "With json the result is one object on standard output, and all else goes to standard error."
                    + " Default: text.")
    private Output output = Output.TEXT;

    enum Output {
        TEXT,
        JSON
    }

    public static void main(String[] arguments) {
        System.exit(Finai.behaving(new CommandLine(new Chaos())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<FaultKind> kinds = check();
        Path folder = folder();
        CountDownLatch interrupted = new CountDownLatch(1);
        interruptWhenOpen(interrupted, Thread.currentThread());
        try (Interrupts interrupts = Interrupts.opening(interrupted)) {
            int exit = run(folder, kinds);
            if (keep == null && soak == null && exit == ExitCode.OK) {
                FileUtils.deleteDirectory(folder.toFile());
            }
            return exit;
        } catch (InterruptedException e) {
            say("interrupted: every process was ended; logs are in " + folder);
            return INTERRUPTED;
        } catch (CommandFailed | IOException e) {
            say("logs are in " + folder);
            throw e;
        }
    }

    /** Whatever this thread waits for then ends with an exception, and everything that was started is closed. */
    private static void interruptWhenOpen(CountDownLatch latch, Thread thread) {
        Thread waiting = new Thread(
                () -> {
                    try {
                        latch.await();
                        thread.interrupt();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "chaos-interrupt");
        waiting.setDaemon(true);
        waiting.start();
    }

    private int run(Path folder, List<FaultKind> kinds) throws Exception {
        long began = System.nanoTime();
        long chosen = seed == null ? System.nanoTime() & Integer.MAX_VALUE : seed;
        if (recovery != null) {
            return recover(folder, Choices.bytes(recovery), chosen);
        }
        if (soak != null) {
            return soak(folder, soak, chosen);
        }
        List<FaultKind> possible = Choices.possible(kinds, folder, this::say);
        List<Planned> schedule = Schedule.of(chosen, faults, possible, jobs.length);
        boolean smallDisks = schedule.stream().anyMatch(planned -> planned.kind() == FaultKind.DISK_FULL);
        say("seed " + chosen + "; starting a broker, S3, ZooKeeper and a cluster for " + String.join(" and ", jobs)
                + " ...");
        DataOnClose onClose = keep == null ? DataOnClose.DROP : DataOnClose.KEEP;
        try (Stack stack = Stack.start(folder, onClose, chosen);
                ChaosRun run = new ChaosRun(folder, stack, jobs(stack, folder, chosen))) {
            run.start(smallDisks);
            PrintWriter out = live();
            ChaosReport.head(out);
            List<Happened> happened = run.run(schedule, one -> ChaosReport.line(out, one));
            say("ending: what was sent goes through, then everything is read back and compared ...");
            run.end();
            Tally tally = run.compare(happened);
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            return report(new ChaosReport(chosen, happened, tally, run.sent(), seconds), folder);
        }
    }

    private int recover(Path folder, long stateBytes, long chosen) throws Exception {
        say("starting a broker, S3, ZooKeeper and a cluster ...");
        try (Stack stack = Stack.start(folder, DataOnClose.DROP, chosen)) {
            ChaosJob job =
                    ChaosAml.ofManyAccounts(stack.kafka().bootstrapServers(), folder.resolve("aml.yaml"), rate, chosen);
            try (ChaosRun run = new ChaosRun(folder, stack, List.of(job))) {
                run.start(false);
                new Recovery(run.clusters().get(0), job, live()).run(stateBytes);
                return ExitCode.OK;
            }
        }
    }

    private int soak(Path folder, Duration length, long chosen) throws Exception {
        say("seed " + chosen + "; starting a broker, S3, ZooKeeper and a cluster for " + String.join(" and ", jobs)
                + " ...");
        try (Stack stack = Stack.start(folder, DataOnClose.DROP, chosen)) {
            List<ChaosJob> all = jobs(stack, folder, chosen);
            try (ChaosRun run = new ChaosRun(folder, stack, all)) {
                run.start(false, Soak.FLINK);
                boolean flat = new Soak(stack, run.clusters(), all, live()).run(length, folder);
                return flat ? ExitCode.OK : ExitCode.FAILED;
            }
        }
    }

    private List<ChaosJob> jobs(Stack stack, Path folder, long chosen) throws IOException {
        String servers = stack.kafka().bootstrapServers();
        List<ChaosJob> all = new ArrayList<>();
        for (String job : jobs) {
            Path config = folder.resolve(job + ".yaml");
            all.add(
                    job.equals(ChaosAml.NAME)
                            ? ChaosAml.at(servers, config, rate, chosen)
                            : ChaosMarket.at(servers, config, Math.max(1, rate / 2), chosen));
        }
        return all;
    }

    private int report(ChaosReport report, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(report.json());
            out.flush();
        } else {
            report.print(out);
        }
        if (!report.tally().isClean()) {
            throw CommandFailed.failed("readers do not see what an undisturbed run gives (both sides are in " + folder
                    + "):\n  " + String.join("\n  ", report.tally().problems()));
        }
        return ExitCode.OK;
    }

    private List<FaultKind> check() throws IOException {
        if (faults < 1 || faults > MOST_FAULTS) {
            throw CommandFailed.usage("--faults is " + faults + "; it must be from 1 to " + MOST_FAULTS);
        }
        if (rate < 1 || rate > MOST_RATE) {
            throw CommandFailed.usage("--rate is " + rate + "; it must be from 1 to " + MOST_RATE);
        }
        if (soak != null && soak.compareTo(Soak.SHORTEST) < 0) {
            throw CommandFailed.usage("--soak is too short to tell growth from chance; it must be at least "
                    + Soak.SHORTEST.toMinutes() + "min");
        }
        jobs = Choices.jobs(jobs);
        Choices.keep(keep);
        if (recovery != null) {
            Choices.bytes(recovery);
        }
        return Choices.kinds(only, jobs);
    }

    private Path folder() throws IOException {
        return keep == null
                ? Files.createTempDirectory("finai-chaos-")
                : Files.createDirectories(keep).toAbsolutePath();
    }

    private PrintWriter live() {
        return output == Output.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void say(String text) {
        live().println(text);
        live().flush();
    }
}
