package ai.finai.training.evaluation;

import static ai.finai.training.evaluation.ReportText.day;
import static ai.finai.training.evaluation.ReportText.interval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report says first: what was judged, how well the model did, and the best that it could be compared with. */
final class ReportLead {

    private final Evaluation evaluation;
    private final List<String> paragraphs = new ArrayList<>();

    private ReportLead(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Paragraphs of plain text. What knows what came later is never called the best: nobody can act on it. */
    static List<String> of(Evaluation evaluation) {
        return new ReportLead(evaluation).write();
    }

    private List<String> write() {
        Evaluation.Parts data = evaluation.data();
        paragraphs.add(String.format(
                Locale.ROOT,
                "%,d postings of %,d accounts, from %s to %s, were judged; %,d of them (%.3f %%) are laundering. Nothing"
                        + " was trained on them.",
                data.testPostings(),
                data.testAccounts(),
                day(data.testFrom()),
                day(data.testUntil()),
                data.testLaundering(),
                100 * evaluation.baseRate()));
        boolean model = evaluation.about().containsKey(HtmlReport.MODEL);
        List<Detection> others = evaluation.detections();
        if (model) {
            reached("The model: ", others.get(0));
            others = others.subList(1, others.size());
        }
        others.stream()
                .filter(detection -> !detection.hindsight())
                .reduce((one, other) -> other.area() > one.area() ? other : one)
                .ifPresent(best -> reached(model ? "The best of the others: " : "The best: ", best));
        return paragraphs;
    }

    private void reached(String who, Detection detection) {
        String text = String.format(
                Locale.ROOT,
                "%s%s, with an area under precision and recall of %.3f (95 %% interval %s). ",
                who,
                detection.name(),
                detection.area(),
                interval(detection.interval()));
        Detection.AtThreshold at = detection.atThreshold();
        paragraphs.add(text + one(detection.alerted().get(1)) + (at == null ? "" : ' ' + atThreshold(at)));
    }

    /** Of one in 200, or of as many as it alerts. */
    private String one(Detection.Alerted some) {
        long budget = Math.round(some.share() * evaluation.data().testPostings());
        if (some.alerts() == 0) {
            return "It alerts no posting.";
        }
        String when = some.alerts() < budget - 0.5
                ? String.format(
                        Locale.ROOT, "It alerts %,.0f postings, fewer than one in 200, and finds", some.alerts())
                : "Where one posting in 200 is alerted, it finds";
        return when + found(some.recall(), some.precision());
    }

    private static String atThreshold(Detection.AtThreshold at) {
        return at.alerted() == 0
                ? String.format(Locale.ROOT, "No posting reaches its own threshold of %.4f.", at.threshold())
                : String.format(
                                Locale.ROOT,
                                "From its own threshold of %.4f on, which %,d postings reach, it finds",
                                at.threshold(),
                                at.alerted())
                        + found(at.recall(), at.precision());
    }

    private static String found(double recall, double precision) {
        return String.format(
                Locale.ROOT,
                " %.1f %% of the laundering postings, and %.1f %% of its alerts are right.",
                100 * recall,
                100 * precision);
    }
}
