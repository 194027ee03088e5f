package ai.finai.cli.doctor;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.FlinkOptions;
import ai.finai.cli.Shipped;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.model.OutputForm;
import ai.finai.jobs.archive.S3FileSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Looks at everything that a job needs, from here: its configuration, Kafka, its topics and rights, S3, its"
                    + " snapshots and models, this machine, and with --overlay the manifests and the cluster. Before a"
                    + " deployment, and when something is wrong.",
            "",
            "Each finding says where and what, how to mend it, and the page that says more. Nothing is changed, except"
                    + " that small objects are written to S3 and deleted again, and one transactional id is tried.",
            "Ends with 1 if something stops a job, else with 3 if something could not be looked at, else with 0."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai doctor --config aml.yaml",
            "  finai doctor --job both --config aml.yaml market.yaml --overlay staging",
            "  finai doctor --config aml.yaml --flink-config conf --output json"
        })
public final class DoctorCommand implements Callable<Integer> {

    enum Job {
        AML(ConfiguredJob.AML),
        MARKET(ConfiguredJob.MARKET),
        BOTH(ConfiguredJob.AML, ConfiguredJob.MARKET);

        private final List<ConfiguredJob> jobs;

        Job(ConfiguredJob... jobs) {
            this.jobs = List.of(jobs);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            arity = "1..2",
            description = "The job's configuration file; of both jobs, the AML job's first.")
    private List<Path> configs = List.of();

    @Option(
            names = "--job",
            paramLabel = "aml|market|both",
            defaultValue = "aml",
            description = "Whose configuration it is. Default: ${DEFAULT-VALUE}.")
    private Job job;

    @Mixin
    private FlinkOptions flinkOptions;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private Needs needs;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the checks, all of them together. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "Default: text.")
    private OutputForm output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (configs.size() != job.jobs.size()) {
            throw CommandFailed.usage("--job " + job.name().toLowerCase(Locale.ROOT) + " needs "
                    + job.jobs.size() + " configuration " + (job.jobs.size() == 1 ? "file" : "files")
                    + ", the AML job's first, and --config names " + configs.size());
        }
        List<Finding> found = new ArrayList<>();
        List<ExaminedJob> jobs = new ArrayList<>();
        for (int i = 0; i < configs.size(); i++) {
            examined(job.jobs.get(i), configs.get(i), found).ifPresent(jobs::add);
        }
        try (Examinations examinations = Examinations.of(jobs, cluster, needs, timeout)) {
            found.addAll(new Doctor(examinations.all()).examine(timeout, this::say));
        }
        Report report = new Report(found);
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputForm.JSON) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        out.flush();
        return report.exitCode();
    }

    private Optional<ExaminedJob> examined(ConfiguredJob kind, Path config, List<Finding> found) {
        Configuration flink = flinkOptions.over(cluster.flink(kind));
        try {
            S3FileSystem.HADOOP.initialise(flink, Shipped.fileSystemPlugins()); // the file may name others on S3
        } catch (IOException e) {
            throw CommandFailed.missing(String.valueOf(e.getMessage()), e);
        }
        Findings findings = new Findings(JobConfiguration.NAME, kind.code());
        var examined = new JobConfiguration(kind, config).read(flink, findings);
        found.addAll(findings.soFar());
        say("looked at " + config);
        return examined;
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
