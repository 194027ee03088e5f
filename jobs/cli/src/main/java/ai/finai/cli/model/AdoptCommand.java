package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.FileProblems;
import ai.finai.jobs.Release;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.Rehearsal;
import ai.finai.models.TextModel;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.text.BertExport;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.TokenizerFile;
import ai.finai.models.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai model adopt}. */
@Command(
        name = "adopt",
        sortOptions = false,
        description = {
            "Makes a BERT-class classifier of texts that others trained, such as FinBERT, a model of FinAI: writes its"
                    + " contract into a copy, puts the vocabulary beside it, checks both as a job does, and adds a manifest.",
            "",
            "The file is an ONNX export for text classification: input_ids, attention_mask and perhaps token_type_ids to"
                    + " one output of three numbers."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model adopt finbert.onnx --vocabulary vocab.txt --classes positive,negative,neutral \\",
            "      --name finbert --output models/finbert"
        })
final class AdoptCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The ONNX file.")
    private Path file;

    @Option(
            names = "--vocabulary",
            paramLabel = "FILE",
            required = true,
            description = "vocab.txt, a piece a line, or tokenizer.json, of the model's tokenizer.")
    private Path vocabulary;

    @Option(
            names = "--classes",
            paramLabel = "A,B,C",
            required = true,
            split = ",",
            description =
                    "What the three numbers stand for, in order: positive, negative, neutral. id2label in the model's"
                            + " config.json says it.")
    private List<Sentiment> classes;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Lower-case letters, digits, hyphens.")
    private String name;

    @Option(
            names = "--version",
            paramLabel = "V",
            defaultValue = "1",
            description =
                    "The model's version: letters, digits, dots, hyphens, underscores. Default: ${DEFAULT-VALUE}.")
    private String version;

    @Option(
            names = "--cased",
            description = "Its vocabulary tells capitals from small letters. tokenizer.json says so itself.")
    private boolean cased;

    @Option(
            names = "--longest",
            paramLabel = "N",
            defaultValue = "128",
            description = "Pieces of a text that are read, at most; no more than the model has places for, 512 in BERT."
                    + " Default: ${DEFAULT-VALUE}.")
    private int longest;

    @Option(
            names = "--probabilities",
            description = "Its numbers are probabilities; else they are logits, whose softmax is taken.")
    private boolean probabilities;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "A folder; made if it is not there.")
    private Path output;

    @Override
    public Integer call() {
        byte[] pieces = read(vocabulary);
        Path place = vocabulary;
        try {
            TextContract contract = contract(pieces);
            place = file;
            ModelFile adopted = ModelFile.ofText(BertExport.with(read(file), contract));
            SentimentModel.open(adopted, pieces).close();
            Manifest manifest = manifest(adopted);
            write(output.resolve("model.onnx"), adopted.bytes());
            write(output.resolve(contract.vocabulary().file()), pieces);
            write(output.resolve("manifest.json"), manifest.toJson());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "in %s: model.onnx, %s, manifest.json%nsha256 %s%n",
                            output, contract.vocabulary().file(), adopted.sha256());
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        } catch (InvalidModelException e) {
            Path wrong = place;
            throw CommandFailed.usage(e.problems().stream()
                    .map(problem -> wrong + ": " + problem)
                    .reduce((one, other) -> one + "\n" + other)
                    .orElse(wrong + ": is no model"));
        }
    }

    private TextContract contract(byte[] pieces) throws InvalidModelException {
        boolean json = String.valueOf(vocabulary.getFileName()).endsWith(".json");
        Vocabulary read;
        boolean lowerCase = !cased;
        if (json) {
            TokenizerFile tokenizer = TokenizerFile.of(pieces);
            read = tokenizer.vocabulary();
            lowerCase = tokenizer.words().lowerCase();
        } else {
            read = Vocabulary.ofLines(pieces);
        }
        return new TextContract(
                name,
                version,
                new TextContract.Vocabulary(
                        json ? "tokenizer.json" : "vocab.txt", read.sha256(), read.size(), lowerCase),
                longest,
                classes,
                probabilities ? Output.PROBABILITIES : Output.LOGITS,
                "",
                "",
                Map.of());
    }

    private static Manifest manifest(ModelFile adopted) throws InvalidModelException {
        try (TextModel model = TextModel.open(adopted)) {
            return new Manifest(
                    model.contract().name(),
                    model.contract().version(),
                    adopted.sha256(),
                    adopted.bytes().length,
                    Rehearsal.of(model),
                    Map.of(),
                    "",
                    "",
                    Map.of("manifest", "FinAI " + Release.VERSION));
        }
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(path, e), e);
        }
    }

    private static void write(Path path, byte[] bytes) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, bytes);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(path, e), e);
        }
    }
}
