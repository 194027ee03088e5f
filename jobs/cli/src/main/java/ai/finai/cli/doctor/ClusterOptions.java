package ai.finai.cli.doctor;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.deploy.Overlays;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The cluster that the jobs run on. */
final class ClusterOptions {

    /** Where pods have their keys from; here it is this machine that needs some. */
    private static final String OF_PODS = "s3.aws.credentials.provider";

    @Option(
            names = "--overlay",
            paramLabel = "NAME|DIR",
            description =
                    "The overlay that the jobs are deployed with: it is checked as finai deploy check does, and the"
                            + " options of Flink are taken from it.")
    private @Nullable String overlayName;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description =
                    "The context of kubectl whose cluster is looked at. Default: with --overlay the current one, if"
                            + " there is one.")
    private @Nullable String context;

    @Option(
            names = "--kubectl",
            paramLabel = "PROGRAM",
            defaultValue = "kubectl",
            description = "Default: ${DEFAULT-VALUE}.")
    private String kubectl = "kubectl";

    private @Nullable Overlay rendered;

    /** Empty if none was named. */
    Optional<Overlay> overlay() {
        if (overlayName != null && rendered == null) {
            rendered = Overlays.render(overlayName);
        }
        return Optional.ofNullable(rendered);
    }

    /** Whether there is a reason to look at a cluster. */
    boolean isGiven() {
        return overlayName != null || context != null;
    }

    Kubectl kubectl() {
        return new Kubectl(kubectl, context);
    }

    /** What the overlay tells Flink; nothing without an overlay. */
    Configuration flink(ConfiguredJob kind) {
        Configuration flink = new Configuration();
        String entryClass = kind == ConfiguredJob.AML ? "ai.finai.jobs.AmlJob" : "ai.finai.jobs.market.MarketJob";
        overlay().stream()
                .flatMap(overlay -> overlay.ofKind("FlinkDeployment").stream())
                .filter(job -> job.text("/spec/job/entryClass", "").equals(entryClass))
                .findFirst()
                .ifPresent(job -> addTo(flink, job));
        return flink;
    }

    private static void addTo(Configuration flink, Manifest job) {
        job.mapping("/spec/flinkConfiguration").forEach((key, value) -> {
            if (value != null && !key.equals(OF_PODS)) {
                flink.setString(key, String.valueOf(value));
            }
        });
        flink.set(CoreOptions.DEFAULT_PARALLELISM, parallelism(job));
    }

    private static int parallelism(Manifest job) {
        String key = "/spec/job/parallelism";
        String value = job.text(key, "1");
        try {
            int parallelism = Integer.parseInt(value);
            if (parallelism > 0) {
                return parallelism;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw CommandFailed.usage(job.place(key) + ": spec.job.parallelism of " + job.name() + " is '" + value
                + "': expected a whole number from 1 on");
    }
}
