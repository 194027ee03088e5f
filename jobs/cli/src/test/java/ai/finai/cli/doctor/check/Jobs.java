package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ConfiguredGraph;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Severity;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.jobs.config.AmlConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;

/** Jobs to be examined, and what is found of them. */
public final class Jobs {

    private Jobs() {}

    /** @param options of Flink: key, value, key, value ... */
    public static ExaminedJob aml(String archive, String... options) {
        return aml("aml", archive, options);
    }

    public static ExaminedJob aml(String name, String archive, String[] options) {
        Configuration flink = new Configuration();
        for (int i = 0; i < options.length; i += 2) {
            flink.setString(options[i], options[i + 1]);
        }
        ConfiguredGraph graph = new ConfiguredGraph(
                ConfiguredJob.AML,
                Path.of(Objects.requireNonNull(System.getProperty("finai.root")), "src/config/aml.yaml"));
        graph.look(new Findings("test", "aml"));
        return new ExaminedJob(
                ConfiguredJob.AML, name, AmlConfigFile.DEFAULTS.kafka(), Duration.ofSeconds(30), archive, flink, graph);
    }

    public static List<Finding> found(Check check) throws Exception {
        Findings findings = new Findings("test", "aml");
        check.look(findings);
        return findings.soFar();
    }

    /** Place and sentence of each finding of a severity. */
    public static List<String> of(Severity severity, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .map(finding -> finding.place() + ": " + finding.what() + " | " + finding.mend())
                .toList();
    }
}
