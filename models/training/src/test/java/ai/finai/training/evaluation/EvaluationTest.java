package ai.finai.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final String HOSTILE = "<script>alert(\"x\")</script> & 'y'";

    private final LabelledPostings postings = PostingsOfABank.of(3);
    private final TimeSplit split = TimeSplit.of(postings, 0.2, 0.25, 86_400_000);
    private final int size = postings.size() - split.testFrom();
    private final boolean[] laundering = new TestPart(postings, split).positives();

    private float[] right() {
        float[] scores = new float[size];
        for (int row = 0; row < size; row++) {
            scores[row] = laundering[row] ? 0.9f : 0.1f;
        }
        return scores;
    }

    private float[] guessed() {
        Random random = new Random(4);
        float[] scores = new float[size];
        for (int row = 0; row < size; row++) {
            scores[row] = random.nextFloat();
        }
        scores[7] = Float.NaN;
        return scores;
    }

    private Evaluation evaluate(Detector... detectors) {
        return Evaluation.of(postings, split, List.of(detectors), Map.of("labels", HOSTILE), 1);
    }

    private Evaluation example() {
        return evaluate(
                new Detector("right", "Knows.", true, right()),
                new Detector("guess", "Guesses.", true, guessed()),
                new Detector("silent " + HOSTILE, "Never alerts.", false, new float[size]));
    }

    @Test
    void aDetectorThatKnowsIsPerfectAndOneThatGuessesIsNot() {
        Evaluation evaluation = example();
        Detection right = evaluation.named("right");
        assertThat(right.area()).isEqualTo(1);
        assertThat(right.roc()).isEqualTo(1);
        assertThat(right.interval()).isEqualTo(new Interval(1, 1));
        assertThat(right.difference()).isNull();
        Detection guess = evaluation.named("guess");
        assertThat(guess.area()).isLessThan(2 * evaluation.baseRate());
        assertThat(guess.roc()).isBetween(0.35, 0.65);
        assertThat(guess.unscored()).isEqualTo(1);
        assertThat(guess.difference()).isNotNull();
        assertThat(guess.difference().upper()).isNegative();
        Detection silent = evaluation.detections().get(2);
        assertThat(silent.area()).isCloseTo(evaluation.baseRate(), within(1e-9));
        assertThat(silent.alerted())
                .allSatisfy(alerted -> assertThat(alerted.recall()).isZero());
        assertThat(silent.calibration()).isNull();
        assertThat(silent.binary()).isTrue();
    }

    @Test
    void theWeeksHoldEveryPostingOnce() {
        Evaluation evaluation = example();
        List<Detection.Week> weeks = evaluation.named("right").weeks();
        assertThat(weeks.stream().mapToInt(Detection.Week::postings).sum()).isEqualTo(size);
        assertThat(weeks.stream().mapToInt(Detection.Week::laundering).sum())
                .isEqualTo(evaluation.data().testLaundering());
        assertThat(weeks).hasSize(3); // 15 days
        assertThat(weeks.get(1).from() - weeks.get(0).from()).isEqualTo(7 * 86_400_000L);
    }

    @Test
    void everyKindOfLaunderingHasItsRecall() {
        List<Detection.TypologyRecall> kinds = example().named("right").typologies();
        assertThat(kinds)
                .extracting(Detection.TypologyRecall::typology)
                .containsExactlyInAnyOrder("structuring", "rapid-transfer");
        double alerted = Math.rint(size * Evaluation.TYPOLOGY_SHARE);
        double found = kinds.stream()
                .mapToDouble(kind -> kind.recall() * kind.postings())
                .sum();
        assertThat(found).isCloseTo(alerted, within(1e-3));
    }

    @Test
    void scoresOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> evaluate(new Detector("short", "", true, new float[3])))
                .hasMessageContaining("short has 3 scores for the " + size);
    }

    @Test
    void theJsonIsTheSameEachTimeAndHoldsNumbersOnly() throws Exception {
        byte[] once = EvaluationJson.write(example());
        assertThat(EvaluationJson.write(example())).isEqualTo(once);
        String text = new String(once, StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("NaN").doesNotContain("Infinity").endsWith("}\n");
        JsonNode root = new ObjectMapper().readTree(once);
        assertThat(root.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(root.path("data").path("testPostings").asInt()).isEqualTo(size);
        assertThat(root.path("detections").get(0).path("area").asDouble()).isEqualTo(1);
        assertThat(root.path("detections")
                        .get(2)
                        .path("alerted")
                        .get(0)
                        .path("precision")
                        .isNull())
                .isTrue();
    }

    @Test
    void theReportNeedsNothingFromOutside() {
        String page = HtmlReport.of(example());
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"en\">", "@media print", "break-inside: avoid")
                .doesNotContain("http:", "https:", "<script", "src=", "@import", "NaN");
        assertThat(HtmlReport.of(example())).isEqualTo(page);
    }

    @Test
    void whatIsNamedByOthersIsTextInTheReport() {
        assertThat(HtmlReport.of(example())).contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;");
    }

    @Test
    void theReportDoesNotCallTheBestWhatKnowsTheFuture() {
        float[] some = new float[size];
        for (int row = 0, found = 0; row < size && found < 3; row++) {
            if (laundering[row]) {
                some[row] = 1;
                found++;
            }
        }
        String page = HtmlReport.of(evaluate(
                new Detector("rules", "Alerts three times.", false, some),
                new Detector("afterwards", "Knows.", false, true, Double.NaN, right())));
        assertThat(page)
                .contains("The best: rules", "It alerts 3 postings, fewer than one in 200", "and 100.0 % of its alerts")
                .doesNotContain("Where one posting in 200 is alerted, it", "The best: afterwards");
    }

    @Test
    void whatIsFoundFromTheModelsOwnThresholdOnIsSaid() {
        Evaluation evaluation = evaluate(
                new Detector("right", "Knows.", true, false, 0.9f, right()),
                new Detector("shy", "Knows.", true, false, 0.95, right()),
                new Detector("guess", "Guesses.", true, guessed()));
        Detection.AtThreshold at = evaluation.named("right").atThreshold();
        assertThat(at)
                .isEqualTo(new Detection.AtThreshold(0.9f, evaluation.data().testLaundering(), 1, 1));
        assertThat(evaluation.named("shy").atThreshold().alerted()).isZero();
        assertThat(evaluation.named("guess").atThreshold()).isNull();
        assertThat(HtmlReport.of(evaluation)).contains("From its own threshold of 0.9000 on");
    }

    @Test
    void everyPictureIsWellFormedAndSaysWhatItShows() throws Exception {
        String page = HtmlReport.of(example());
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int described = 0;
        while (pictures.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(pictures.group().getBytes(StandardCharsets.UTF_8)));
            if (pictures.group().contains("role=\"img\"")) {
                assertThat(pictures.group()).contains("<title id=", "<desc id=", "aria-labelledby=");
                described++;
            } else {
                assertThat(pictures.group()).contains("aria-hidden=\"true\"");
            }
        }
        assertThat(described).isEqualTo(6);
        assertThat(page.split("<th scope=\"col\">", -1).length).isGreaterThan(20);
        assertThat(page.split("<caption>", -1)).hasSameSizeAs(page.split("<table>", -1));
    }

    @Test
    void noTwoPartsOfThePageShareAName() {
        Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(HtmlReport.of(example()));
        List<String> all = ids.results().map(found -> found.group(1)).toList();
        assertThat(all).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void curvesAreThinnedButKeepTheirEnds() {
        Evaluation evaluation = evaluate(new Detector("guess", "", true, guessed()));
        Detection guess = evaluation.detections().get(0);
        assertThat(guess.precisionRecall()).hasSizeLessThan(260);
        assertThat(guess.precisionRecall()
                        .get(guess.precisionRecall().size() - 1)
                        .recall())
                .isEqualTo(1);
        assertThat(guess.rocCurve().get(0)).isEqualTo(new RocCurve.Point(0, 0));
        assertThat(guess.rocCurve().get(guess.rocCurve().size() - 1)).isEqualTo(new RocCurve.Point(1, 1));
        double[] recalls = guess.precisionRecall().stream()
                .mapToDouble(PrecisionRecall.Point::recall)
                .toArray();
        double[] sorted = recalls.clone();
        Arrays.sort(sorted);
        assertThat(recalls).isEqualTo(sorted);
    }
}
