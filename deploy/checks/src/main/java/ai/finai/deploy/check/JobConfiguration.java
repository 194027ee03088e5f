package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import ai.finai.deploy.check.DeployedJob.ConfigurationFile;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.CheckpointPrerequisites;
import ai.finai.jobs.FlinkEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each job's class is one of FinAI's, its configuration file is one that it accepts, and so are Flink's options; and its logs call
 * it what its configuration does.
 */
final class JobConfiguration implements Rule {

    /** What src/config/log4j-json.properties reads, in JobManagers and TaskManagers. */
    private static final List<String> NAME_IN_LOGS =
            List.of("containerized.master.env.FINAI_JOB", "containerized.taskmanager.env.FINAI_JOB");

    @Override
    public String name() {
        return "job-configuration";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            Optional<ConfigurationFile> file = DeployedJob.configurationFile(overlay, job);
            if (!DeployedJob.NAMES.containsKey(job.text("/spec/job/entryClass", ""))) {
                findings.add(Finding.of(
                        this,
                        job,
                        "/spec/job/entryClass",
                        job.text("/spec/job/entryClass", "no class") + " is no job of FinAI",
                        "known: "
                                + String.join(
                                        ", ",
                                        DeployedJob.NAMES.keySet().stream()
                                                .sorted()
                                                .toList())));
            } else if (file.isEmpty()) {
                findings.add(
                        Finding.of(
                                this,
                                job,
                                "/spec/job/args",
                                "the arguments name no file of a ConfigMap that is mounted",
                                "write [" + String.join(", ", DeployedJob.beforeConfig(job))
                                        + ", /opt/finai/conf/NAME.yaml], mount the ConfigMap there, and let it have that file"));
            } else {
                check(job, file.get(), findings);
            }
        }
        return findings;
    }

    private void check(Manifest job, ConfigurationFile file, List<Finding> findings) {
        String path = Manifest.child("/data", file.key());
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path configuration = file.writeTo(folder.path());
            DeployedJob deployed = DeployedJob.load(job, configuration);
            NAME_IN_LOGS.forEach(option -> nameInLogs(job, option, deployed.name(), findings));
            FlinkEnvironment.create(Flink.configuration(job));
            CheckpointPrerequisites.check(
                    Flink.configuration(job), deployed.kafka().transactions().timeout());
        } catch (InvalidYaml e) {
            e.errors()
                    .forEach(error -> findings.add(Lines.in(
                            Finding.of(
                                    this,
                                    file.map(),
                                    path,
                                    (error.path().isEmpty() ? "" : error.path() + ": ") + error.sentence(),
                                    "see src/docs/configuration.md"),
                            error.line())));
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            findings.add(
                    why.startsWith("Flink configuration")
                            ? Finding.of(this, job, Flink.OPTIONS, why, "see src/docs/configuration.md")
                            : Finding.of(this, file.map(), path, why, "see src/docs/configuration.md"));
        } catch (IOException e) {
            findings.add(Finding.of(
                    this,
                    file.map(),
                    path,
                    "cannot be read here: " + e.getMessage(),
                    "put every file that it names into the same ConfigMap"));
        }
    }

    private void nameInLogs(Manifest job, String option, String name, List<Finding> findings) {
        String inLogs = job.text(Flink.option(option), "not set");
        if (!inLogs.equals(name)) {
            findings.add(Finding.of(
                    this,
                    job,
                    Flink.option(option),
                    option + " is " + inLogs + ", and the job is called " + name
                            + ": logs and metrics would not go together",
                    "set it to " + name));
        }
    }
}
