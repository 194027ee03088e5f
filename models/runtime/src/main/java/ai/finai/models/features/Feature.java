package ai.finai.models.features;

import ai.finai.events.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model may see of a posting in its account's sequence. {@link AccountFeatures} computes them; a model's file names
 * those it takes, in its order.
 *
 * <p>A name stands for a definition: whoever changes how a feature is computed gives it a new {@link #revision}, so that
 * models trained on the old one are refused and not misled. {@code log2} is the logarithm to base 2 of one more than the
 * value, so that 0 stays 0; of a ratio it is the difference of two such.
 */
public enum Feature {
    AMOUNT(Group.AMOUNT, "log2 of base currency units", 0, 64, "the amount", "How large: laundering has to move sums."),
    AMOUNT_DEVIATION(
            Group.AMOUNT,
            "standard deviations",
            -8,
            8,
            "an amount unusual for the account",
            "How far log2 of the amount is from the account's mean in the same direction, whose last 32 or so count: 500"
                    + " is much for a student and nothing for a shop. 0 for the first."),
    HEADROOM(
            Group.AMOUNT,
            "share",
            0,
            1,
            "an amount just under a round limit",
            "The amount as a share of the next power of ten, in base currency: 0.95 for 9,500. Reporting thresholds are"
                    + " powers of ten nearly everywhere (31 CFR 1010.311; FATF recommendation 10)."),
    ROUND(
            Group.AMOUNT,
            "0 or 1",
            0,
            1,
            "a round amount",
            "Whether the amount, in its own currency, has at most two digits before its zeros: people round what they"
                    + " make up, prices are not round."),
    ROUND_SHARE(
            Group.AMOUNT,
            "share",
            0,
            1,
            "round amounts of late",
            "The share of round amounts among the account's last 16 or so."),
    CREDIT(Group.DIRECTION, "0 or 1", 0, 1, "the direction", "Whether the account was paid."),
    CASH(Group.CHANNEL, "0 or 1", 0, 1, "cash", "Channel CASH: where placement begins."),
    CARD(Group.CHANNEL, "0 or 1", 0, 1, "a card payment", "Channel CARD: ordinary life, mostly."),
    WIRE(Group.CHANNEL, "0 or 1", 0, 1, "a wire", "Channel WIRE: quick, far and final."),
    AUTOMATIC(
            Group.CHANNEL,
            "0 or 1",
            0,
            1,
            "an automatic payment",
            "Channel STANDING_ORDER or DIRECT_DEBIT: arranged long before."),
    CROSS_BORDER(
            Group.COUNTERPARTY,
            "0 or 1",
            0,
            1,
            "a payment across a border",
            "Whether both countries are known and differ."),
    NEW_COUNTERPARTY(
            Group.COUNTERPARTY,
            "0 or 1",
            0,
            1,
            "a new counterparty",
            "Whether there is a counterparty and it is none of the account's last 24: mules pay strangers."),
    PAYERS(
            Group.COUNTERPARTY,
            "log2",
            0,
            5,
            "the number of payers in the week",
            "Counterparties among the last 24 that paid the account within 7 days: fan-in."),
    PAYEES(
            Group.COUNTERPARTY,
            "log2",
            0,
            5,
            "the number of payees in the week",
            "Counterparties among the last 24 that the account paid within 7 days: fan-out."),
    GAP(
            Group.TIME,
            "log2 of minutes",
            0,
            17,
            "the time since the last posting",
            "Time since the account's last posting; 90 days for the first and at most: bursts, and sleepers that wake."),
    GAP_OPPOSITE(
            Group.TIME,
            "log2 of minutes",
            0,
            17,
            "the time since money last moved the other way",
            "Time since the last posting in the other direction, as gap: money that only passes through."),
    HOUR_SIN(Group.CLOCK, "sine", -1, 1, "the hour of the day", "Hour of the day in UTC, as a point on a circle."),
    HOUR_COS(Group.CLOCK, "cosine", -1, 1, "the hour of the day", "As hour_sin."),
    WEEKDAY_SIN(Group.CLOCK, "sine", -1, 1, "the day of the week", "Day of the week in UTC, as a point on a circle."),
    WEEKDAY_COS(Group.CLOCK, "cosine", -1, 1, "the day of the week", "As weekday_sin."),
    BALANCE_DAY(
            Group.FLOW,
            "ratio",
            -1,
            1,
            "the balance of what came and went within a day",
            "(in - out) / (in + out), this posting included, where sums halve each day: near 0 with a large volume_day"
                    + " means that what comes goes."),
    BALANCE_WEEK(
            Group.FLOW,
            "ratio",
            -1,
            1,
            "the balance of what came and went within a week",
            "As balance_day, where sums halve each week."),
    VOLUME_DAY(
            Group.FLOW,
            "log2 of base currency units",
            0,
            64,
            "the money moved within a day",
            "In and out, this posting included, where sums halve each day."),
    VOLUME_TO_TYPICAL(
            Group.FLOW,
            "log2 of a ratio",
            -10,
            10,
            "more money moved than the account usually does",
            "log2((v + 1) / (t + 1)), where v is the sum behind volume_day, and t a thirtieth of the same where sums halve each"
                    + " 30 days: activity out of keeping with the account (FFIEC manual, appendix F)."),
    PASSED_ON(
            Group.FLOW,
            "share",
            0,
            4,
            "passing on what came in",
            "For a debit, its share of what had come in within a day; 0 for a credit. At most 4."),
    CASH_WEEK(
            Group.FLOW,
            "log2 of base currency units",
            0,
            64,
            "the cash paid in within a week",
            "Cash credits, this posting included, where sums halve each week: what structuring adds up to."),
    COUNT_DAY(
            Group.PACE,
            "log2",
            0,
            32,
            "the number of postings within a day",
            "How many, this one included, where the count halves each day."),
    COUNT_WEEK(
            Group.PACE,
            "log2",
            0,
            32,
            "the number of postings within a week",
            "As count_day, where the count halves each week."),
    AGE(
            Group.PACE,
            "log2 of days",
            0,
            16,
            "how long the account has been known",
            "Days since the account's first posting: accounts opened for one purpose are young.");

    /** What belongs together: an ablation leaves out one after the other. */
    public enum Group {
        AMOUNT,
        DIRECTION,
        CHANNEL,
        COUNTERPARTY,
        TIME,
        CLOCK,
        FLOW,
        PACE
    }

    /** Raised when the definition of any feature changes. */
    private static final int REVISION = 1;

    private static final Feature[] ALL = values();

    /** Of the groups that drift watches, those that carry weeks of an account's history. */
    private static final Set<Feature> REMEMBERING = EnumSet.of(ROUND_SHARE, PAYERS, PAYEES, GAP_OPPOSITE);

    /** How many there are. */
    public static final int COUNT = ALL.length;

    private final Group group;
    private final String unit;
    private final double lowest;
    private final double highest;
    private final String phrase;
    private final String description;
    private final String title = name().toLowerCase(Locale.ROOT);

    Feature(Group group, String unit, double lowest, double highest, String phrase, String description) {
        this.group = group;
        this.unit = unit;
        this.lowest = lowest;
        this.highest = highest;
        this.phrase = phrase;
        this.description = description;
    }

    /** As models, files and metrics name it. */
    public String title() {
        return title;
    }

    public Group group() {
        return group;
    }

    public String unit() {
        return unit;
    }

    /**
     * Whether drift watches it: whether a week's values in one subtask can be held against those of the training data. Not those
     * that follow the calendar: {@link Group#CLOCK}, and {@link Group#FLOW}, as money comes and goes with pay days, once a month.
     * Nor {@link Group#PACE}: it is that of the few accounts with most of the postings, and a subtask has its own. Nor those that
     * remember more than a day: they grow with the history that there is, whatever accounts do. In generated payments of the
     * kind that a model was trained on, such features were above 0.25 for weeks, some always.
     */
    public boolean watchedForDrift() {
        return group != Group.CLOCK && group != Group.FLOW && group != Group.PACE && !REMEMBERING.contains(this);
    }

    /** No value is below it. */
    public double lowest() {
        return lowest;
    }

    /** No value is above it. */
    public double highest() {
        return highest;
    }

    /** For a sentence: "most of it from …". */
    public String phrase() {
        return phrase;
    }

    /** What it is and why it is there. */
    public String description() {
        return description;
    }

    /** The feature of that name, or null. */
    public static @Nullable Feature named(String title) {
        for (Feature feature : ALL) {
            if (feature.title.equals(title)) {
                return feature;
            }
        }
        return null;
    }

    /** Every one, in order. */
    public static List<Feature> all() {
        return List.of(ALL);
    }

    /** By it a model's file and this release agree on what its features are: lower-case hex. */
    public static String sha256(List<Feature> features) {
        String definitions = features.stream()
                .map(feature -> feature.title + '|' + feature.unit + '|' + feature.lowest + '|' + feature.highest)
                .collect(Collectors.joining("\n", "finai-features-" + REVISION + "\n", "\n"));
        return Hashes.sha256(definitions.getBytes(StandardCharsets.UTF_8));
    }

    /** All names, for messages. */
    public static String titles() {
        return Arrays.stream(ALL).map(Feature::title).collect(Collectors.joining(", "));
    }
}
