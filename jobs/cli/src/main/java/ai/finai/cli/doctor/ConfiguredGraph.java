package ai.finai.cli.doctor;

import ai.finai.cli.FileProblems;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.events.InvalidRatesException;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.market.KafkaAndS3MarketPorts;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The job with every file that its configuration names: rule book, rates, models. One of these may be on S3, so this is a
 * check of its own, which may take too long; others wait for what it gives.
 */
public final class ConfiguredGraph implements Check {

    private final ConfiguredJob kind;
    private final Path file;
    private final CompletableFuture<Optional<Consumer<StreamExecutionEnvironment>>> loaded = new CompletableFuture<>();

    /** @param file the job's configuration */
    public ConfiguredGraph(ConfiguredJob kind, Path file) {
        this.kind = kind;
        this.file = file;
    }

    @Override
    public void look(Findings findings) {
        Consumer<StreamExecutionEnvironment> graph = null;
        try {
            graph = load(findings);
        } finally {
            loaded.complete(Optional.ofNullable(graph));
        }
    }

    /** Defines the job, once {@link #look} has loaded it; empty where a file that the configuration names cannot be used. */
    public Optional<Consumer<StreamExecutionEnvironment>> graph() throws InterruptedException {
        try {
            return loaded.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is never completed so", e);
        }
    }

    /** Null, and told, where rule book, rates or a model cannot be used. */
    private @Nullable Consumer<StreamExecutionEnvironment> load(Findings findings) {
        try {
            if (kind == ConfiguredJob.AML) {
                AmlConfig aml = AmlConfig.load(file);
                return env -> AmlJob.define(env, aml, new KafkaAndS3Ports(aml));
            }
            MarketConfig market = MarketConfig.load(file);
            return env -> MarketJob.define(env, market, new KafkaAndS3MarketPorts(market));
        } catch (InvalidYaml e) { // the rule book's
            tell(e, findings, Runbook.RULE_BOOK_REFUSED);
        } catch (InvalidRatesException e) {
            String.valueOf(e.getMessage())
                    .lines()
                    .forEach(
                            line -> findings.stops(file.toString(), line, JobConfiguration.SEE, Runbook.CONFIGURATION));
        } catch (IOException e) {
            findings.stops(
                    file.toString(),
                    "a file that it names cannot be read: " + FileProblems.reading(blamed(e), e),
                    "put it there, or name another",
                    Runbook.RESTARTS);
        } catch (IllegalArgumentException e) {
            findings.stops(
                    file.toString(), String.valueOf(e.getMessage()), JobConfiguration.SEE, Runbook.MODEL_REFUSED);
        }
        return null;
    }

    private Object blamed(IOException e) {
        String named = e instanceof FileSystemException problem ? problem.getFile() : null;
        return named == null ? file : named;
    }

    static void tell(InvalidYaml e, Findings findings, Runbook runbook) {
        String.valueOf(e.getMessage()).lines().forEach(line -> {
            int end = line.indexOf(": ");
            findings.stops(line.substring(0, end), line.substring(end + 2), JobConfiguration.SEE, runbook);
        });
    }
}
