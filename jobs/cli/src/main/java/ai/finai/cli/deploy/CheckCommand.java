package ai.finai.cli.deploy;

import ai.finai.cli.ExitCode;
import ai.finai.deploy.Overlay;
import ai.finai.deploy.check.Finding;
import ai.finai.deploy.check.Rules;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Checks overlays before a cluster sees them: unknown fields and options, images that are not pinned, secrets in"
                    + " clear, upgrades that would lose state, memory that does not add up, and the jobs' own"
                    + " configuration. Needs no kubectl and no cluster.",
            "",
            "Each finding names file and line, what is wrong and how to mend it. Ends with 1 if there is any."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai deploy check                                   all that come with FinAI",
            "  finai deploy check --overlay ../our-overlays/production",
            "  finai deploy check --overlay staging --output json"
        })
final class CheckCommand implements Callable<Integer> {

    enum Output {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--overlay",
            paramLabel = "NAME|DIR",
            description =
                    "One that comes with FinAI, or a folder; several times for several. Default: all that come with"
                            + " FinAI.")
    private List<String> overlays = List.of();

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to print findings. Default: text.")
    private Output output;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode results = mapper.createArrayNode();
        int all = 0;
        for (String name : overlays.isEmpty() ? Overlays.names() : overlays) {
            Overlay overlay = Overlays.render(name);
            List<Finding> findings = Rules.check(overlay);
            all += findings.size();
            ObjectNode result = results.addObject();
            result.put("overlay", name).put("objects", overlay.manifests().size());
            ArrayNode list = result.putArray("findings");
            findings.forEach(finding -> write(finding, list.addObject()));
            if (output == Output.TEXT) {
                out.println(name + ": " + overlay.manifests().size() + " objects, "
                        + (findings.isEmpty() ? "nothing found" : findings.size() + " found"));
                findings.forEach(finding -> print(finding, out));
            }
        }
        if (output == Output.JSON) {
            out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(results));
        }
        out.flush();
        return all == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(Finding finding, PrintWriter out) {
        out.println(finding.place() + ": " + finding.what());
        out.println("    " + finding.object() + (finding.path().isEmpty() ? "" : ", " + finding.path()) + "  ["
                + finding.rule() + "]");
        out.println("    " + finding.mend());
    }

    private static void write(Finding finding, ObjectNode node) {
        node.put("rule", finding.rule())
                .put("file", finding.place().file().toString())
                .put("line", finding.place().line())
                .put("object", finding.object())
                .put("path", finding.path())
                .put("what", finding.what())
                .put("mend", finding.mend());
    }
}
