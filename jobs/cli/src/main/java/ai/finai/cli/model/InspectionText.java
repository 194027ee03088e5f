package ai.finai.cli.model;

import ai.finai.cli.Figures;
import ai.finai.models.Inspection;
import ai.finai.models.Inspection.Onnx;
import ai.finai.models.ModelFile;
import ai.finai.models.Reference;
import ai.finai.models.contract.ModelContract;
import ai.finai.models.contract.StepContract;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.WindowContract;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file is, for a person. */
final class InspectionText {

    private static final int NAMES = 16;
    private static final int LONGEST_VALUE = 400;

    /** Of a list, which must be whole to be of use: the metrics of a trained model have some 800 characters. */
    private static final int LONGEST_LIST = 4_000;

    private final PrintWriter out;
    private final int columns;

    InspectionText(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    void print(String place, long size, @Nullable String sha256, Inspection inspection) {
        ModelFile file = inspection.file();
        if (file == null) {
            List<String> problems = inspection.problems();
            out.printf("%s: FinAI does not run it, for %s:%n", place, Figures.count(problems.size(), "reason"));
            problems.forEach(problem -> wrapped("  - ", printable(problem)));
            out.println("What a model must have: src/docs/models.md");
        } else {
            out.println(place + ": FinAI runs it");
            inspection.remarks().forEach(remark -> wrapped("  - ", printable(remark)));
        }
        out.println();
        if (file != null) {
            contract(file.contract());
        }
        line("sha256", sha256 == null ? "not computed" : sha256);
        line("size", Figures.bytes(size) + " (" + Figures.grouped(size) + " bytes)");
        Onnx onnx = inspection.onnx();
        if (onnx != null) {
            graph(onnx);
            if (file == null) {
                metadata(onnx.metadata());
            }
        }
        if (file != null) {
            features(file.contract());
        }
        out.flush();
    }

    private void contract(ModelContract contract) {
        line("name", contract.name());
        line("version", contract.version());
        line("kind", contract.kind().code() + ", for " + contract.kind().subject());
        if (contract instanceof StepContract step) {
            step(step);
        } else if (contract instanceof WindowContract window) {
            window(window);
        } else if (contract instanceof TextContract text) {
            text(text);
        }
        line("training data", orUnknown(contract.trainingData()));
        line("seed", orUnknown(contract.seed()));
        list("metrics", metrics(contract.metrics()));
        if (contract instanceof StepContract step) {
            line("reference", reference(step.reference()));
        }
    }

    private void step(StepContract contract) {
        line("base currency", contract.baseCurrency());
        line("threshold", number(contract.threshold()));
        line("state", Figures.count(contract.stateSize(), "number"));
        line("state schema", contract.stateSchema());
    }

    private void window(WindowContract contract) {
        line("window", Figures.count(contract.length(), "bar") + " of " + contract.interval());
        line("gives", "the next bar's log return at the levels " + levels(contract.quantiles()));
    }

    private static String levels(List<Double> quantiles) {
        return quantiles.stream().map(InspectionText::number).collect(Collectors.joining(", "));
    }

    private void text(TextContract contract) {
        TextContract.Vocabulary vocabulary = contract.vocabulary();
        line(
                "vocabulary",
                vocabulary.file() + ", " + Figures.count(vocabulary.size(), "token")
                        + (vocabulary.lowerCase() ? ", lower case" : ", case kept"));
        line("vocabulary hash", vocabulary.sha256());
        line("longest text", Figures.count(contract.longest(), "token"));
        line(
                "gives",
                contract.output().code() + " of "
                        + contract.classes().stream()
                                .map(TextContract.Sentiment::code)
                                .collect(Collectors.joining(", ")));
    }

    static String metrics(Map<String, Double> metrics) {
        return metrics.isEmpty()
                ? "none"
                : new TreeMap<>(metrics)
                        .entrySet().stream()
                                .map(metric -> metric.getKey() + ' ' + number(metric.getValue()))
                                .collect(Collectors.joining(", "));
    }

    /** Four decimals say enough of a metric, unless it is tiny. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        boolean tiny = value != 0 && Math.abs(value) < 0.001;
        return (tiny ? exact.round(new MathContext(2)) : exact.setScale(4, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String reference(Reference reference) {
        return reference.features().isEmpty()
                ? "none: alerts are not explained, drift is not seen"
                : "distributions of " + Figures.count(reference.features().size(), "feature")
                        + (reference.score() == null ? "" : " and of the score");
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? "not said" : text;
    }

    private void graph(Onnx onnx) {
        line(
                "opset",
                onnx.opsets().entrySet().stream()
                        .map(opset -> (opset.getKey().isEmpty() ? "" : opset.getKey() + ' ') + opset.getValue())
                        .collect(Collectors.joining(", ")));
        line("made with", orUnknown(onnx.producer()));
        list("inputs", String.join(", ", onnx.inputs()));
        list("outputs", String.join(", ", onnx.outputs()));
        list(
                "operators",
                onnx.operators().entrySet().stream()
                        .map(operator ->
                                operator.getKey() + (operator.getValue() == 1 ? "" : " x" + operator.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private void metadata(Map<String, String> metadata) {
        out.println();
        out.println(metadata.isEmpty() ? "no metadata" : "metadata");
        metadata.forEach(
                (key, value) -> wrapped("  ", printable(key) + "  " + shortened(printable(value), LONGEST_VALUE)));
    }

    private void features(ModelContract contract) {
        if (contract instanceof StepContract step) {
            out.println();
            out.println("features, in the order of x");
            for (int i = 0; i < step.features().size(); i++) {
                var feature = step.features().get(i);
                feature(i, feature.title(), feature.unit(), feature.lowest(), feature.highest(), feature.description());
            }
        } else if (contract instanceof WindowContract window) {
            out.println();
            out.println("features of a bar, in the order of x");
            for (int i = 0; i < window.features().size(); i++) {
                var feature = window.features().get(i);
                feature(i, feature.title(), feature.unit(), feature.lowest(), feature.highest(), feature.description());
            }
        }
    }

    private void feature(int place, String title, String unit, double lowest, double highest, String description) {
        String range = unit.equals("0 or 1") ? "" : ", " + number(lowest) + " to " + number(highest);
        out.printf("%4d  %s  [%s%s]%n", place, title, unit, range);
        wrapped("      ", description);
    }

    private void line(String name, String value) {
        wrapped(name + " ".repeat(NAMES - name.length()), shortened(printable(value), LONGEST_VALUE));
    }

    private void list(String name, String values) {
        wrapped(name + " ".repeat(NAMES - name.length()), shortened(printable(values), LONGEST_LIST));
    }

    /** In as many lines as it needs, all after the first below the text's beginning. */
    private void wrapped(String before, String text) {
        StringBuilder line = new StringBuilder(before);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                out.println(line);
                line = new StringBuilder(" ".repeat(before.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line.toString().stripTrailing());
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** What a file says goes to a terminal, which would obey control characters. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\ufffd' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
