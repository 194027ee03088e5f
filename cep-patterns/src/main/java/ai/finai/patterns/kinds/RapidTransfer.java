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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Rapid transfer: a large credit, and most of it gone soon after; a pass-through account.
 *
 * <p>Counts: credits of at least {@code minCredit} and all debits, on any channel, in the base currency. A debit counts
 * for every open credit that is earlier in order.
 *
 * <p>Alerts: on the debit with which the debits since a credit reach {@code outFraction} of it, with strictly less than
 * {@code within} from the credit to that debit. If several credits are reached by one debit, the earliest is the alert's.
 * The alert uses its postings up, and every other open credit has seen that debit too: all of them are closed.
 *
 * <p>Source: FFIEC BSA/AML manual, appendix F, "Funds Transfers". The exact semantics, down to the last tie, are in
 * {@code src/docs/rules.md}.
 *
 * @param minCredit in the base currency; a smaller credit opens nothing
 * @param outFraction of the credit that must go out again
 * @param within from the credit to the last debit, exclusive
 */
public record RapidTransfer(Money minCredit, Fraction outFraction, Duration within) implements RuleKind {

    static final String NAME = "rapid-transfer";

    static final Parameter<Money> MIN_CREDIT =
            Parameter.money("minCredit", Money.of("5000.00", "USD"), "a smaller credit opens nothing");
    static final Parameter<Fraction> OUT_FRACTION = Parameter.fraction(
            "outFraction", "0.8", "0.01", "1", "of the credit: when this much has gone out, it alerts");
    static final Parameter<Duration> WITHIN = Parameter.duration(
            "within",
            Duration.ofHours(24),
            Duration.ofSeconds(1),
            Duration.ofDays(366),
            "from the credit to the last debit, always less than this");

    static final KindDefinition<RuleKind> DEFINITION =
            new KindDefinition<>(NAME, RapidTransfer.class, List.of(MIN_CREDIT, OUT_FRACTION, WITHIN));

    /** The step that takes the credit. */
    public static final String CREDIT = "credit";

    /** The step that takes the debits before the last one; there may be none. */
    public static final String DEBITS = "debits";

    /** The step that takes the debit which completes the match. */
    public static final String LAST = "last";

    /** @throws InvalidValues naming every parameter that is out of range */
    public RapidTransfer {
        InvalidValues.throwIfAny(MIN_CREDIT.check(minCredit), OUT_FRACTION.check(outFraction), WITHIN.check(within));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean concerns(Posting posting) {
        return posting.rated()
                && (posting.direction() == Direction.DEBIT || posting.baseAmount() >= minCredit.minorUnits())
                && !posting.account().equals(posting.counterparty());
    }

    @Override
    public Reach reach() {
        return new Reach(new Reach.Amounts(minCredit.minorUnits(), Long.MAX_VALUE), Reach.Amounts.ANY, null);
    }

    @Override
    public Pattern<Posting, ?> pattern() {
        return Pattern.<Posting>begin(CREDIT, AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(p -> p.direction() == Direction.CREDIT && concerns(p)))
                .followedBy(DEBITS)
                .where(SimpleCondition.of(p -> p.direction() == Direction.DEBIT && concerns(p)))
                .oneOrMore()
                .optional()
                .followedBy(LAST)
                .where(SimpleCondition.of(p -> p.direction() == Direction.DEBIT && concerns(p)))
                .where(new ReachesFraction(outFraction))
                .within(within);
    }

    @Override
    public Narrative narrate(Match match) {
        List<Posting> postings = match.postings();
        List<Posting> debits = postings.subList(1, postings.size());
        String currency = minCredit.currency();
        Figures all = new Figures(postings, currency);
        BigDecimal credit = all.decimal(postings.get(0).baseAmount());
        BigDecimal out = new Figures(debits, currency).total();
        BigDecimal percent = out.movePointRight(2).divide(credit, 1, RoundingMode.DOWN);
        String sentence = all.amount(credit) + " came in, and " + all.amount(out) + " (" + percent.toPlainString()
                + " % of it) went out again in " + Figures.count(debits.size(), "payment") + " " + all.withinSpan()
                + all.currencies();
        return new Narrative(
                sentence,
                List.of(
                        Figures.money("credit", credit),
                        Figures.number("debits", debits.size()),
                        Figures.money("out", out),
                        Figures.text("currency", currency),
                        Figures.text("span", all.span().toString()),
                        Figures.text("outFraction", outFraction.toString())));
    }

    /** Whether the debits taken and this one reach the fraction of the credit. */
    private static final class ReachesFraction extends IterativeCondition<Posting> {

        private static final long serialVersionUID = 1;

        private final Fraction outFraction;

        ReachesFraction(Fraction outFraction) {
            this.outFraction = outFraction;
        }

        @Override
        public boolean filter(Posting last, Context<Posting> context) throws Exception {
            long out = Totals.plus(Totals.of(context, DEBITS), last.baseAmount());
            return outFraction.isReached(out, Totals.of(context, CREDIT));
        }
    }
}
