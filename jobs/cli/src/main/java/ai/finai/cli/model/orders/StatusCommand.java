package ai.finai.cli.model.orders;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Table;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.cli.model.OutputForm;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model status}. */
@Command(
        name = "status",
        sortOptions = false,
        description = {
            "Shows the latest order for each role, and what each subtask of each job said last.",
            "",
            "A subtask speaks when it obeys or refuses an order, and when a model cannot be loaded after a restore. One that"
                    + " was restored with its model in force says nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model status",
            "  finai model status --config aml.yaml --output json",
            "  finai model status --job market --config market.yaml"
        })
public final class StatusCommand implements Callable<Integer> {

    private static final int SHORT_ID = 8;
    private static final int SHORT_HASH = 12;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TopicOptions topics;

    @Option(
            names = "--job",
            paramLabel = "aml|market",
            defaultValue = "aml",
            description = "Whose configuration --config is. Default: ${DEFAULT-VALUE}.")
    private ConfiguredJob job;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "Default: text.")
    private OutputForm output;

    /** Who says it: drift is said beside what became of a model. */
    private record Speaker(String job, ModelRole role, int subtask, boolean drift) implements Comparable<Speaker> {

        @Override
        public int compareTo(Speaker other) {
            int byJob = job.compareTo(other.job);
            int byRole = byJob != 0 ? byJob : role.compareTo(other.role);
            int bySubtask = byRole != 0 ? byRole : Integer.compare(subtask, other.subtask);
            return bySubtask != 0 ? bySubtask : Boolean.compare(drift, other.drift);
        }
    }

    private record Said(ModelStatus status, long at) {}

    @Override
    public Integer call() {
        KafkaConfig kafka = topics.kafka(job);
        Map<ModelRole, Orders.Latest> orders =
                TopicReader.exists(kafka, kafka.topics().models()) ? Orders.latest(kafka) : Map.of();
        Collection<Said> said = TopicReader.exists(kafka, kafka.topics().modelStatus()) ? said(kafka) : List.of();
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputForm.JSON) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("orders", orders.values().stream().map(StatusCommand::json).toList());
            json.put("answers", said.stream().map(StatusCommand::json).toList());
            OutputForm.printJson(out, json);
        } else {
            print(orders, out);
            out.println();
            print(said, out);
            out.flush();
        }
        return ExitCode.OK;
    }

    private Collection<Said> said(KafkaConfig kafka) {
        Map<Speaker, Said> last = new TreeMap<>();
        String only = topics.nameOf(job);
        TopicReader.read(kafka, kafka.topics().modelStatus(), null, record -> {
            ModelStatus status;
            try {
                status = record.value() == null ? null : ModelStatus.read(record.value());
            } catch (IllegalArgumentException e) {
                return;
            }
            if (status == null || (only != null && !only.equals(status.job()))) {
                return;
            }
            last.entrySet().removeIf(entry -> isOfAnotherParallelism(entry.getKey(), entry.getValue(), status));
            Speaker speaker = new Speaker(
                    status.job(), status.role(), status.subtask(), status.state() == ModelStatus.State.DRIFT);
            last.put(speaker, new Said(status, record.timestamp()));
        });
        return last.values();
    }

    private static boolean isOfAnotherParallelism(Speaker speaker, Said earlier, ModelStatus status) {
        return speaker.job().equals(status.job())
                && speaker.role() == status.role()
                && earlier.status().parallelism() != status.parallelism();
    }

    private static void print(Map<ModelRole, Orders.Latest> orders, PrintWriter out) {
        if (orders.isEmpty()) {
            out.println("no orders: jobs use the models that they are configured with");
            return;
        }
        Table table = new Table("ROLE", "ORDERED", "INSTEAD OF", "REGISTRY", "AT", "ORDER");
        orders.forEach((role, latest) -> {
            ModelOrder order = latest.order();
            table.row(
                    role.code(),
                    model(role, order.model()),
                    model(role, order.previous()),
                    order.registry(),
                    time(latest.at()),
                    shortened(order.orderId()));
        });
        table.print(out);
    }

    private static void print(Collection<Said> said, PrintWriter out) {
        if (said.isEmpty()) {
            out.println("no job has said anything of its models");
            return;
        }
        Table table = new Table("JOB", "SUBTASK", "ROLE", "MODEL", "STATE", "AT", "ORDER", "REASON");
        for (Said each : said) {
            ModelStatus status = each.status();
            table.row(
                    status.job(),
                    status.subtask() + " of " + status.parallelism(),
                    status.role().code(),
                    model(status.role(), status.model()),
                    status.state().name(),
                    time(each.at()),
                    shortened(status.orderId()),
                    status.reason());
        }
        table.print(out);
    }

    /** With the first digits of its file's hash, as in {@code finai model list}: two may have one name and version. */
    private static String model(ModelRole role, @Nullable ModelReference model) {
        String text = Orders.text(role, model);
        return model == null
                ? text
                : text
                        + ' '
                        + model.sha256()
                                .substring(
                                        0, Math.min(SHORT_HASH, model.sha256().length()));
    }

    private static Map<String, Object> json(Orders.Latest latest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.ofEpochMilli(latest.at()).toString());
        json.put("order", latest.order());
        return json;
    }

    private static Map<String, Object> json(Said said) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.ofEpochMilli(said.at()).toString());
        json.put("status", said.status());
        return json;
    }

    private static String time(long at) {
        return Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }
}
