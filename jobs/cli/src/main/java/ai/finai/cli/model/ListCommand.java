package ai.finai.cli.model;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.S3Options;
import ai.finai.cli.Table;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.model.orders.Orders;
import ai.finai.cli.model.orders.TopicOptions;
import ai.finai.models.Manifest;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model list}. */
@Command(
        name = "list",
        sortOptions = false,
        description = {
            "Shows what a registry holds.",
            "",
            "With --config or --bootstrap-servers also in which roles the latest orders name which models;"
                    + " whether jobs have taken them says finai model status."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model list --registry my-registry",
            "  finai model list --registry s3://bank/models --config aml.yaml --output json"
        })
final class ListCommand implements Callable<Integer> {

    private static final String AREA = "test.pr-auc";
    private static final String RECALL = "test.recall-at-0.5-percent";
    private static final int SHORT_HASH = 12;

    @Spec
    private CommandSpec spec;

    @Option(names = "--registry", paramLabel = "LOCATION", required = true, description = Registry.DESCRIPTION)
    private String location;

    @Option(
            names = "--job",
            paramLabel = "aml|market",
            defaultValue = "aml",
            description = "Whose configuration --config is. Default: ${DEFAULT-VALUE}.")
    private ConfiguredJob job;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "Default: text.")
    private OutputForm output;

    @Mixin
    private TopicOptions topics;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException {
        Registry registry = Registry.at(location, s3);
        List<Manifest> all = registry.list();
        Map<ModelReference, String> roles = topics.isGiven() ? roles() : Map.of();
        PrintWriter out = spec.commandLine().getOut();
        if (output == OutputForm.JSON) {
            OutputForm.printJson(
                    out,
                    all.stream()
                            .map(manifest -> json(manifest, roles.getOrDefault(reference(manifest), "")))
                            .toList());
            return ExitCode.OK;
        }
        if (!all.isEmpty()) {
            print(all, roles, out);
        }
        out.println(Figures.count(all.size(), "model") + " in " + registry.location());
        out.flush();
        return ExitCode.OK;
    }

    /** Of a model that FinAI trained the two figures to choose by; all are in its manifest. */
    private static Map<String, Double> headline(Map<String, Double> metrics) {
        if (!metrics.containsKey(AREA)) {
            return metrics;
        }
        Map<String, Double> headline = new TreeMap<>(metrics);
        headline.keySet().retainAll(List.of(AREA, RECALL));
        return headline;
    }

    private void print(List<Manifest> all, Map<ModelReference, String> roles, PrintWriter out) {
        Table table = topics.isGiven()
                ? new Table("NAME", "VERSION", "SHA256", "SIZE", "ORDERED AS", "METRICS")
                : new Table("NAME", "VERSION", "SHA256", "SIZE", "METRICS");
        table.alignRight(3);
        for (Manifest manifest : all) {
            String hash = manifest.sha256()
                    .substring(0, Math.min(SHORT_HASH, manifest.sha256().length()));
            String size = Figures.bytes(manifest.size());
            String metrics = InspectionText.metrics(headline(manifest.metrics()));
            if (topics.isGiven()) {
                String role = roles.getOrDefault(reference(manifest), "");
                table.row(manifest.name(), manifest.version(), hash, size, role, metrics);
            } else {
                table.row(manifest.name(), manifest.version(), hash, size, metrics);
            }
        }
        table.print(out);
        out.println();
    }

    private Map<ModelReference, String> roles() {
        Map<ModelReference, String> roles = new LinkedHashMap<>();
        Orders.latest(topics.kafka(job)).forEach((ModelRole role, Orders.Latest latest) -> {
            ModelReference model = latest.order().model();
            if (model != null) {
                roles.merge(model, role.code(), (one, other) -> one + ", " + other);
            }
        });
        return roles;
    }

    private static ModelReference reference(Manifest manifest) {
        return new ModelReference(manifest.name(), manifest.version(), manifest.sha256());
    }

    private static Map<String, Object> json(Manifest manifest, String role) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", manifest.name());
        json.put("version", manifest.version());
        json.put("sha256", manifest.sha256());
        json.put("size", manifest.size());
        json.put("metrics", new TreeMap<>(manifest.metrics()));
        json.put("trainingData", manifest.trainingData());
        json.put("seed", manifest.seed());
        json.put("madeWith", new TreeMap<>(manifest.madeWith()));
        json.put("orderedAs", role);
        return json;
    }
}
