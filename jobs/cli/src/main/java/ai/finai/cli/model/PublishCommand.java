package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.S3Options;
import ai.finai.jobs.Release;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelReference;
import ai.finai.models.contract.ModelContract;
import ai.finai.operators.models.ModelFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai model publish}. */
@Command(
        name = "publish",
        sortOptions = false,
        description = {
            "Checks a model as a job does, and adds it to a registry.",
            "",
            "A manifest.json beside the file is verified: its hash, and that the file gives the scores in it. Without one,"
                    + " one is made from what the file gives for made-up rows. With a model of texts goes its vocabulary,"
                    + " which lies beside it.",
            "Name and version are those in the file; to publish it as another version, write that into the file. A"
                    + " published version never changes: the same file again is no error, another one is refused."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model publish result/model.onnx --registry my-registry",
            "  finai model publish result --registry s3://bank/models --s3-endpoint http://127.0.0.1:9000"
        })
final class PublishCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR|shipped",
            description = "The ONNX file, the folder that it lies in, or the model that ships with FinAI.")
    private String path;

    @Option(names = "--registry", paramLabel = "LOCATION", required = true, description = Registry.DESCRIPTION)
    private String location;

    @Option(
            names = "--version",
            paramLabel = "V",
            hidden = true,
            description = "Refused, with what to do instead: the version is in the file.")
    private @Nullable String version;

    @Option(names = "--output", paramLabel = "text|json", defaultValue = "text", description = "Default: text.")
    private OutputForm output;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException {
        if (version != null) {
            throw CommandFailed.usage("the version is in the file, under finai.version, and the file is what is hashed:"
                    + " write " + version + " there, and publish it then");
        }
        LocalModel local = LocalModel.at(path);
        LocalModel.Checked checked;
        ModelFiles files;
        try {
            checked = local.check();
            Manifest given = checked.manifest();
            files = local.files(checked, given == null ? made(checked) : given);
        } catch (InvalidModelException e) {
            throw local.invalid(e);
        }
        Registry registry = Registry.at(location, s3);
        boolean added = publish(registry, files);
        report(registry, files, checked.manifest() != null, added);
        return ExitCode.OK;
    }

    private static Manifest made(LocalModel.Checked checked) {
        ModelFile file = checked.file();
        ModelContract contract = file.contract();
        return new Manifest(
                contract.name(),
                contract.version(),
                file.sha256(),
                file.bytes().length,
                checked.rehearsed(),
                contract.metrics(),
                contract.trainingData(),
                contract.seed(),
                Map.of("manifest", "FinAI " + Release.VERSION));
    }

    /** Whether it was not there before. */
    private static boolean publish(Registry registry, ModelFiles files) {
        ModelFile file = files.file();
        ModelReference reference = ModelReference.of(file);
        try {
            Manifest there = registry.find(reference.name(), reference.version());
            if (there != null && !there.sha256().equals(file.sha256())) {
                throw CommandFailed.usage(registry.place(reference) + " is there already, with another file (sha256 "
                        + there.sha256() + ", this one has " + file.sha256()
                        + "): a version never changes; give the file another finai.version");
            }
            registry.publish(files);
            return there == null;
        } catch (InvalidModelException e) {
            throw CommandFailed.failed(registry.place(reference) + " is not what was published: " + e.getMessage(), e);
        }
    }

    private void report(Registry registry, ModelFiles files, boolean given, boolean added) {
        Manifest manifest = Objects.requireNonNull(files.manifest(), "published with its manifest");
        PrintWriter out = spec.commandLine().getOut();
        ModelReference reference = ModelReference.of(files.file());
        if (output == OutputForm.JSON) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", reference.name());
            json.put("version", reference.version());
            json.put("sha256", reference.sha256());
            json.put("size", manifest.size());
            json.put("registry", registry.location());
            json.put("place", registry.place(reference));
            json.put("added", added);
            json.put("goldenVectors", !added ? "as published" : given ? "given" : "made");
            OutputForm.printJson(out, json);
            return;
        }
        out.printf(
                "%s %s%n",
                reference.path(),
                added ? "is published" : "was published before, with this same file; nothing is changed");
        out.println("place           " + registry.place(reference));
        out.println("sha256          " + reference.sha256());
        out.println("size            " + Figures.bytes(manifest.size()));
        if (added) {
            out.println("golden vectors  "
                    + Figures.count(manifest.golden().count(), manifest.golden().unit())
                    + (given ? " of manifest.json, verified" : ", made now: there was no manifest.json"));
        }
        out.println();
        out.println("next: finai model activate " + reference.path() + " --registry " + registry.location());
        out.flush();
    }
}
