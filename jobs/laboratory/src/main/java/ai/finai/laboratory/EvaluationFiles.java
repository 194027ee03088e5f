package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.training.evaluation.Evaluation;
import ai.finai.training.evaluation.EvaluationJson;
import ai.finai.training.evaluation.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An evaluation in a folder: {@code evaluation.json} for machines, {@code report.html} for people. */
final class EvaluationFiles {

    static final String JSON = "evaluation.json";
    static final String REPORT = "report.html";

    private EvaluationFiles() {}

    /** Makes the folder if it is not there; replaces both files. */
    static void write(Evaluation evaluation, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(JSON), EvaluationJson.write(evaluation));
            Files.writeString(folder.resolve(REPORT), HtmlReport.of(evaluation), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(folder, e), e);
        }
    }
}
