package ai.finai.cli.doctor;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.doctor.Doctor.Examination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no broker. */
class DoctorCommandTest {

    /** Nobody listens at a port that is reserved. */
    private static final String NO_BROKER = "bootstrapServers: \"127.0.0.1:1\"";

    @TempDir
    private Path folder;

    @Test
    void everyErrorOfAConfigurationIsAFindingWithItsLine() throws Exception {
        Examined found = Examined.by("--config", write("aml.yaml", """
                kafka:
                  groupID: bank
                events: {idleness: soon}
                """));
        assertThat(found.cli().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(found.stops())
                .hasSize(2)
                .anyMatch(stop -> stop.contains("aml.yaml:2") && stop.contains("groupId"))
                .anyMatch(stop -> stop.contains("aml.yaml:3") && stop.contains("idleness"));
    }

    @Test
    void aRuleBookThatDoesNotCompileDoesNotKeepTheOtherChecksFromLooking() throws Exception {
        write("rules.yaml", "rules: [{id: a, kind: structurin}]\n");
        Examined found = Examined.by("--config", write("aml.yaml", config("rules: rules.yaml")));
        assertThat(found.stops())
                .anyMatch(stop -> stop.contains("rules.yaml:1"))
                .anyMatch(stop -> stop.contains("nobody listens there"));
    }

    @Test
    void aModelThatIsNotThereIsFound() throws Exception {
        Examined found = Examined.by("--config", write("aml.yaml", config("scoring: {model: mine.onnx}")));
        assertThat(found.stops()).anyMatch(stop -> stop.contains("mine.onnx"));
    }

    @Test
    void whatDiffersFromTheDefaultsIsSaidWithoutSecrets() throws Exception {
        Examined found = Examined.by("--config", write("aml.yaml", """
                kafka: {%s, properties: {sasl.jaas.config: "a.LoginModule required password='hunter2';"}}
                events: {outOfOrderness: 20s}
                archive: {location: "%s"}
                """.formatted(NO_BROKER, folder.toUri())));
        assertThat(found.notes())
                .anyMatch(note -> note.contains("events.outOfOrderness = 20s")
                        && note.contains("kafka.properties sets sasl.jaas.config"));
        assertThat(found.cli().out() + found.cli().err()).doesNotContain("hunter2");
    }

    @Test
    void aValueThatFlinkCannotReadIsSaidWithItsKey() throws Exception {
        Examined found =
                Examined.by("--config", write("aml.yaml", config("")), "-D", "execution.checkpointing.timeout=soon");
        assertThat(found.stops()).anyMatch(stop -> stop.contains("'soon' for key 'execution.checkpointing.timeout'"));
    }

    @Test
    void checkpointsThatDoNotFitTransactionsStopTheJob() throws Exception {
        Examined found =
                Examined.by("--config", write("aml.yaml", config("")), "-D", "execution.checkpointing.interval=20min");
        assertThat(found.stops()).anyMatch(stop -> stop.contains("kafka.transactions.timeout is 900 s"));
    }

    @Test
    void twoJobsOfOneNameFenceEachOtherOff() throws Exception {
        Examined found = Examined.by(
                "--job",
                "both",
                "--config",
                write("aml.yaml", config("job: {name: one}")),
                write("market.yaml", config("job: {name: one}")));
        assertThat(found.stops())
                .hasSize(2) // each told once, though it is of both jobs
                .anyMatch(stop -> stop.contains("they would fence each other off"))
                .anyMatch(stop -> stop.contains("nobody listens there"));
        assertThat(found.cli().out()).contains("\"aml, market\"").doesNotContain("market, aml");
    }

    @Test
    void anOverlayIsCheckedAndTellsWhatFlinkIsTold() throws Exception {
        write("kustomization.yaml", "resources: [kafka.yaml]\n");
        write("kafka.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: kafka, namespace: finai}
                spec: {template: {spec: {containers: [{name: kafka, image: apache/kafka}]}}}
                """);
        Examined found = Examined.by(
                "--config",
                write("aml.yaml", config("")),
                "--overlay",
                folder.toString(),
                "--kubectl",
                folder.resolve("kubectl").toString());
        assertThat(found.stops()).anyMatch(stop -> stop.contains("pinned-images"));
        assertThat(found.unknown()).anyMatch(unknown -> unknown.contains("kubectl cannot be run"));
    }

    @Test
    void aParallelismThatIsNoNumberIsRefusedWithItsPlace() throws Exception {
        write("kustomization.yaml", "resources: [aml.yaml]\n");
        for (String parallelism : List.of("many", "0")) {
            write("aml.yaml", """
                    apiVersion: flink.apache.org/v1beta1
                    kind: FlinkDeployment
                    metadata: {name: finai-aml}
                    spec:
                      job:
                        entryClass: ai.finai.jobs.AmlJob
                        parallelism: %s
                    """.formatted(parallelism));
            Cli cli = finai("doctor", "--config", write("job.yaml", config("")), "--overlay", folder.toString());
            assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(cli.err())
                    .contains("aml.yaml:7: spec.job.parallelism of finai-aml is '" + parallelism
                            + "': expected a whole number from 1 on");
        }
    }

    @Test
    void whatOneJobHasTwiceIsToldOnceOfIt() throws Exception {
        String twice = "kafka: {bootstrapServers: \"127.0.0.1:1, 127.0.0.1:1\"}\narchive: {location: \""
                + folder.toUri() + "\"}\n";
        Cli cli = finai("doctor", "--config", write("aml.yaml", twice), "--timeout", "30s");
        assertThat(cli.out()).contains("nobody listens there  [kafka, aml]\n").contains("1 found that stops a job");
    }

    @Test
    void findingsStandBySeverityAndASummaryEndsThem() throws Exception {
        Cli cli = finai("doctor", "--config", write("aml.yaml", config("")), "--timeout", "30s");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(cli.out().lines().findFirst().orElseThrow())
                .startsWith("stops   127.0.0.1:1: nobody listens there")
                .endsWith("[kafka, aml]");
        assertThat(cli.out()).contains("src/docs/runbooks/broker-loss.md");
        assertThat(cli.out().stripTrailing().lines().reduce((first, last) -> last))
                .hasValueSatisfying(summary ->
                        assertThat(summary).startsWith("1 found that stops a job, 0 risks, 1 not looked at"));
        assertThat(cli.err()).contains("looked at kafka of aml");
    }

    @Test
    void aWrongCommandLineIsRefused() throws Exception {
        String config = write("aml.yaml", "");
        assertThat(finai("doctor", "--job", "both", "--config", config).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(finai("doctor", "--config", config + ".not").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(finai("doctor").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aCheckThatHangsDoesNotHoldTheOthers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<String> progress = new ArrayList<>();
        List<Finding> found = new Doctor(List.of(
                        new Examination("hangs", "aml", findings -> {
                            findings.note("here", "it began");
                            never.await();
                        }),
                        new Examination("works", "aml", findings -> findings.note("there", "all is well"))))
                .examine(Duration.ofSeconds(1), progress::add);
        assertThat(found).extracting(Finding::what).contains("all is well", "it began", "not finished within 1 s");
        assertThat(new Report(found).exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(progress).singleElement().asString().startsWith("looked at works of aml");
    }

    private String config(String more) {
        return "kafka: {" + NO_BROKER + "}\narchive: {location: \"" + folder.toUri() + "\"}\n" + more + "\n";
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
