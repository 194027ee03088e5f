package ai.finai.patterns.kinds;

import ai.finai.events.Direction;
import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Match;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.Reach;
import ai.finai.patterns.RuleKind;
import ai.finai.patterns.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Structuring: cash paid in piecemeal, no amount above the reporting threshold, all together above it.
 *
 * <p>Counts: cash credits with {@code lowerFraction * reportingThreshold <= amount <= reportingThreshold}, in the base
 * currency. A report is due <em>above</em> the threshold, so a deposit of exactly the threshold counts.
 *
 * <p>Alerts: on the credit that makes at least {@code minDeposits} of them, together strictly above the threshold, with
 * strictly less than {@code within} from the first to it. Credits of equal times count in the order of their transaction
 * ids. The alert uses its credits up: none of them is evidence of another alert of this rule.
 *
 * <p>Sources: 31 CFR 1010.100(xx), 1010.311, 1010.313, 1010.314; FFIEC BSA/AML manual, appendix G. The exact semantics,
 * down to the last tie, are in {@code src/docs/rules.md}.
 *
 * @param reportingThreshold in the base currency
 * @param lowerFraction of the threshold below which a deposit does not count
 * @param minDeposits how many deposits make an alert, at least
 * @param within from the first deposit to the last, exclusive
 */
public record Structuring(Money reportingThreshold, Fraction lowerFraction, int minDeposits, Duration within)
        implements RuleKind {

    static final String NAME = "structuring";

    static final Parameter<Money> REPORTING_THRESHOLD = Parameter.money(
            "reportingThreshold",
            Money.of("10000.00", "USD"),
            "cash above it must be reported; a deposit of exactly this much counts");
    static final Parameter<Fraction> LOWER_FRACTION = Parameter.fraction(
            "lowerFraction", "0.8", "0.01", "1", "of the threshold: a smaller deposit does not count");
    static final Parameter<Integer> MIN_DEPOSITS =
            Parameter.count("minDeposits", 3, 2, 100, "how many deposits make an alert, at least");
    static final Parameter<Duration> WITHIN = Parameter.duration(
            "within",
            Duration.ofDays(7),
            Duration.ofSeconds(1),
            Duration.ofDays(366),
            "from the first deposit to the last, always less than this");

    static final KindDefinition<RuleKind> DEFINITION = new KindDefinition<>(
            NAME, Structuring.class, List.of(REPORTING_THRESHOLD, LOWER_FRACTION, MIN_DEPOSITS, WITHIN));

    /** The channel of a transaction that is paid in cash. */
    private static final String CASH = "CASH";

    /** The step that takes the deposits before the last one. */
    public static final String DEPOSITS = "deposits";

    /** The step that takes the deposit which completes the match. */
    public static final String LAST = "last";

    /** @throws InvalidValues naming every parameter that is out of range */
    public Structuring {
        InvalidValues.throwIfAny(
                REPORTING_THRESHOLD.check(reportingThreshold),
                LOWER_FRACTION.check(lowerFraction),
                MIN_DEPOSITS.check(minDeposits),
                WITHIN.check(within));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean concerns(Posting posting) {
        return posting.direction() == Direction.CREDIT
                && CASH.equals(posting.channel())
                && posting.baseAmount() <= reportingThreshold.minorUnits()
                && lowerFraction.isReached(posting.baseAmount(), reportingThreshold.minorUnits())
                && !posting.account().equals(posting.counterparty());
    }

    @Override
    public Reach reach() {
        long threshold = reportingThreshold.minorUnits();
        return new Reach(new Reach.Amounts(lowerFraction.of(threshold), threshold), Reach.Amounts.NONE, Set.of(CASH));
    }

    @Override
    public Pattern<Posting, ?> pattern() {
        return Pattern.<Posting>begin(DEPOSITS, AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(this::concerns))
                .timesOrMore(minDeposits - 1)
                .followedBy(LAST)
                .where(SimpleCondition.of(this::concerns))
                .where(new TogetherAbove(reportingThreshold.minorUnits()))
                .within(within);
    }

    @Override
    public Narrative narrate(Match match) {
        List<Posting> deposits = match.postings();
        Figures figures = new Figures(deposits, reportingThreshold.currency());
        long smallest = figures.smallest();
        long largest = figures.largest();
        String amounts = smallest == largest
                ? figures.amount(smallest) + " each"
                : figures.number(smallest) + " to " + figures.amount(largest);
        String sentence = Figures.count(deposits.size(), "cash deposit") + " of " + amounts + " " + figures.inSpan()
                + (largest < reportingThreshold.minorUnits() ? ", each under the " : ", none above the ")
                + figures.amount(reportingThreshold.minorUnits()) + " reporting threshold, "
                + figures.amount(figures.total()) + " in all" + figures.currencies();
        return new Narrative(
                sentence,
                List.of(
                        Figures.number("deposits", deposits.size()),
                        Figures.money("smallest", figures.decimal(smallest)),
                        Figures.money("largest", figures.decimal(largest)),
                        Figures.money("total", figures.total()),
                        Figures.text("currency", reportingThreshold.currency()),
                        Figures.text("span", figures.span().toString()),
                        Figures.text("threshold", reportingThreshold.toDecimal())));
    }

    /** Whether the deposits taken and this one are together above the threshold. */
    private static final class TogetherAbove extends IterativeCondition<Posting> {

        private static final long serialVersionUID = 1;

        private final long threshold;

        TogetherAbove(long threshold) {
            this.threshold = threshold;
        }

        @Override
        public boolean filter(Posting last, Context<Posting> context) throws Exception {
            return Totals.plus(Totals.of(context, DEPOSITS), last.baseAmount()) > threshold;
        }
    }
}
