package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** How postings are cut in time. The same options cut the same postings alike, for training and for evaluation. */
final class SplitOptions {

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([dhm])");

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Share of the time that decides when training stops. Default: ${DEFAULT-VALUE}.")
    private double validation;

    @Option(
            names = "--test",
            paramLabel = "SHARE",
            defaultValue = "0.25",
            description = "Share of the time, the last, that nothing is trained on. Default: ${DEFAULT-VALUE}.")
    private double test;

    @Option(
            names = "--gap",
            paramLabel = "SPAN",
            defaultValue = "3d",
            description = "Left out before validation and before test, so that an episode across the cut tells nothing:"
                    + " 3d, 12h, 0d. Default: ${DEFAULT-VALUE}.")
    private String gap;

    /** @throws CommandFailed if no postings can be cut like this */
    void check() {
        gapMillis();
        if (!(validation > 0 && test > 0 && validation + test < 1)) {
            throw CommandFailed.usage("--validation is " + validation + " and --test " + test
                    + ": each must be over 0, and both together below 1");
        }
    }

    private long gapMillis() {
        Matcher span = SPAN.matcher(gap);
        if (!span.matches()) {
            throw CommandFailed.usage("--gap is '" + gap + "'; expected a number and a unit, as in 3d, 12h or 90m");
        }
        long unit =
                switch (span.group(2)) {
                    case "d" -> 86_400_000L;
                    case "h" -> 3_600_000L;
                    default -> 60_000L;
                };
        return Long.parseLong(span.group(1)) * unit;
    }

    /** @throws CommandFailed if the postings cannot be cut like this */
    TimeSplit split(LabelledPostings postings) {
        try {
            return TimeSplit.of(postings, validation, test, gapMillis());
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(e.getMessage() + " (--validation, --test, --gap)", e);
        }
    }
}
