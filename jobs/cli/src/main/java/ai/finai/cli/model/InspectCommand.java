package ai.finai.cli.model;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Terminal;
import ai.finai.events.Hashes;
import ai.finai.models.Inspection;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai model inspect}. */
@Command(
        name = "inspect",
        sortOptions = false,
        description = {
            "Says what an ONNX file is, and whether FinAI runs it: its contract, its features with units and reasons, its"
                    + " operators; else every reason why not.",
            "",
            "Takes any file. Nothing of it is run before all checks have passed. A manifest.json beside it must be of this"
                    + " file, and its golden vectors must be right.",
            "Exit code 0 if FinAI runs it, 2 if not."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  finai model inspect result/model.onnx", "  finai model inspect other.onnx --output json"})
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|shipped",
            description = "The file, the folder that it lies in, or the model that ships with FinAI.")
    private String path;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "Default: text.")
    private OutputForm output;

    @Override
    public Integer call() {
        LocalModel local = LocalModel.at(path);
        long size = local.size();
        byte[] bytes = local.isTooLarge() ? null : local.bytes();
        String sha256 = bytes == null ? null : Hashes.sha256(bytes);
        Inspection inspection =
                bytes == null ? Inspection.refused(null, List.of(local.tooLarge())) : inspect(local, bytes);
        if (output == OutputForm.JSON) {
            OutputForm.printJson(spec.commandLine().getOut(), json(local, size, sha256, inspection));
        } else {
            new InspectionText(spec.commandLine().getOut(), Terminal.columns())
                    .print(local.place(), size, sha256, inspection);
        }
        return inspection.file() == null ? ExitCode.USAGE : ExitCode.OK;
    }

    /** With what its manifest says against it, if one lies beside it. */
    private static Inspection inspect(LocalModel local, byte[] bytes) {
        Inspection inspection = Inspection.of(bytes);
        List<String> problems = new ArrayList<>(inspection.problems());
        try {
            if (inspection.file() == null) {
                local.requireManifestOf(bytes);
            } else {
                local.check();
            }
        } catch (InvalidModelException e) {
            problems.addAll(e.problems());
        }
        return problems.isEmpty() ? inspection : Inspection.refused(inspection.onnx(), problems);
    }

    private static Map<String, Object> json(
            LocalModel local, long size, @Nullable String sha256, Inspection inspection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", local.place());
        json.put("size", size);
        json.put("sha256", sha256);
        json.put("runs", inspection.file() != null);
        json.put("problems", inspection.problems());
        json.put("remarks", inspection.remarks());
        ModelFile file = inspection.file();
        json.put("contract", file == null ? null : ContractJson.of(file.contract()));
        json.put("onnx", inspection.onnx());
        return json;
    }
}
