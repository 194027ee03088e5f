package ai.finai.cli.state.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.operators.matching.DropReason;
import ai.finai.operators.matching.Matches;
import ai.finai.operators.matching.RuleMatcher;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.state.MatchState;
import ai.finai.state.OpenMatch;
import ai.finai.state.reading.Masking;
import ai.finai.state.reading.SnapshotReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of src/docs/state.md, over savepoints of a job at two month-ends. */
class RiskReportTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    @TempDir
    static Path folder;

    private static List<String> savepoints;

    @BeforeAll
    static void takeSavepoints() throws Exception {
        savepoints = TwoMonths.savepoints(folder, SEED);
    }

    @Test
    void theReportSaysWhatPlainSumsOfThePostingsSay() throws Exception {
        RiskReport report =
                RiskReport.of(SnapshotReader.withCache(folder.resolve("cache")), savepoints.get(0), savepoints.get(1));
        assertThat(report.lines().stream()
                        .map(line -> List.of(line.account(), line.before(), line.after()))
                        .toList())
                .as("-Dfinai.seed=%d", SEED)
                .isEqualTo(plainSums());
        RuleMatcher matcher = new RuleMatcher(RuleBookReader.shipped());
        Set<String> found = new TreeSet<>();
        for (RiskReport.Line line : report.lines()) {
            List<OpenMatch> open = open(matcher, line.account());
            // What has begun and can still become an alert is there, and nothing that never began.
            Set<String> said = Set.of(line.openPatterns().split(" "));
            assertThat(said)
                    .as("%s, -Dfinai.seed=%d", line, SEED)
                    .containsAll(rules(open.stream().filter(RiskReportTest::canGoOn)));
            assertThat(rules(open.stream()))
                    .as("%s, -Dfinai.seed=%d", line, SEED)
                    .containsAll(line.openPatterns().isEmpty() ? Set.of() : said);
            found.addAll(said);
        }
        assertThat(found).as("-Dfinai.seed=%d", SEED).contains("structuring-cash", "structuring-cash-slow");
    }

    private static Set<String> rules(Stream<OpenMatch> open) {
        return open.map(match -> match.rule().ruleId()).collect(Collectors.toSet());
    }

    private static boolean canGoOn(OpenMatch match) {
        Duration within =
                switch (match.rule().ruleId()) {
                    case "structuring-cash" -> Duration.ofDays(7);
                    case "structuring-cash-slow" -> Duration.ofDays(28);
                    case "rapid-transfer" -> Duration.ofHours(24);
                    default -> throw new IllegalStateException("another rule is shipped: " + match.rule());
                };
        return match.postings().get(0).eventTime() + within.toMillis()
                > TwoMonths.ENDS.get(1).toEpochMilli();
    }

    /** By the rules alone, without a job. */
    private static List<OpenMatch> open(RuleMatcher matcher, String account) {
        MatchState state = null;
        for (Posting posting : TwoMonths.postings(SEED)) {
            if (posting.account().equals(account) && matcher.concerns(posting)) {
                state = matcher.advance(state, posting, IGNORED);
            }
        }
        return state == null ? List.of() : state.openMatches();
    }

    private static final Matches IGNORED = new Matches() {
        @Override
        public void matched(Rule rule, Match match) {}

        @Override
        public void dropped(Rule rule, DropReason reason, int partialMatches) {
            throw new IllegalStateException("the stream is too dense for an oracle: " + reason);
        }
    };

    private static List<List<Object>> plainSums() {
        record Growth(String account, long before, long after) {}
        List<Posting> all = TwoMonths.postings(SEED);
        return all.stream()
                .map(Posting::account)
                .distinct()
                .filter(account -> !account.equals(TwoMonths.CLOCK))
                .map(account -> new Growth(
                        account,
                        outOver30Days(all, account, TwoMonths.ENDS.get(0)),
                        outOver30Days(all, account, TwoMonths.ENDS.get(1))))
                .sorted(Comparator.comparingLong((Growth growth) -> growth.before() - growth.after())
                        .thenComparing(Growth::account))
                .limit(20)
                .map(growth -> List.<Object>of(
                        growth.account(),
                        BigDecimal.valueOf(growth.before(), 2),
                        BigDecimal.valueOf(growth.after(), 2)))
                .toList();
    }

    /** The day of the end and the 29 before it. */
    private static long outOver30Days(List<Posting> all, String account, Instant end) {
        long from = end.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(29)).toEpochMilli();
        return all.stream()
                .filter(posting -> posting.account().equals(account) && posting.direction() == Direction.DEBIT)
                .filter(posting -> posting.eventTime() >= from && posting.eventTime() <= end.toEpochMilli())
                .mapToLong(Posting::baseAmount)
                .sum();
    }

    @Test
    void underMaskingItIsTheSameReportOfPseudonyms() throws Exception {
        Masking masking = Masking.with("thirty-two secret bytes, or more".getBytes(StandardCharsets.UTF_8));
        SnapshotReader reader = SnapshotReader.withCache(folder.resolve("cache"));
        RiskReport plain = RiskReport.of(reader, savepoints.get(0), savepoints.get(1));
        RiskReport masked = RiskReport.of(reader.masked(masking), savepoints.get(0), savepoints.get(1));
        assertThat(masked.lines()).allMatch(line -> line.account().matches("acct_[0-9a-f]{32}"));
        assertThat(masked.lines().stream().map(RiskReport.Line::after).collect(Collectors.toList()))
                .as("-Dfinai.seed=%d", SEED)
                .containsExactlyInAnyOrderElementsOf(
                        plain.lines().stream().map(RiskReport.Line::after).toList());
    }

    /** With {@code -Dfinai.write=true} the document is written. */
    @Test
    void theDocumentShowsTheCodeThatIsTestedHere() throws Exception {
        Path root = Path.of(System.getProperty("finai.root"));
        Path document = root.resolve("src/docs/state.md");
        String source =
                Files.readString(root.resolve("jobs/cli/src/test/java/ai/finai/cli/state/report/RiskReport.java"));
        String code = source.substring(source.indexOf("/**"));
        String text = Files.readString(document);
        String begin =
                "<!-- The source of RiskReport: ./finai test -Dtest=RiskReportTest -Dfinai.write=true -->\n```java\n";
        assertThat(text).contains(begin);
        int from = text.indexOf(begin) + begin.length();
        String wanted = text.substring(0, from) + code + text.substring(text.indexOf("```", from));
        if (Boolean.getBoolean("finai.write")) {
            Files.writeString(document, wanted);
            return;
        }
        assertThat(text).isEqualTo(wanted);
    }
}
