package ai.finai.training.evaluation;

/** An evaluation as one page. */
public final class HtmlReport {

    private HtmlReport() {}

    public static String of(Evaluation evaluation) {
        return "<!DOCTYPE html>";
    }
}
