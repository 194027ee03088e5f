package ai.finai.training.text;

import java.time.Duration;

/** Hears how a training goes, on the thread that trains. */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = epoch -> {};

    /** An epoch of one of the networks has ended. */
    void epoch(Epoch epoch);

    /**
     * @param member which network, from 1
     * @param members how many there are
     * @param number from 1
     * @param most epochs there can be
     * @param loss mean of a training headline's
     * @param brier score of the validation part, which decides: 0 is best
     * @param accuracy share of validation headlines that are judged right
     * @param best whether it is the best so far
     * @param left until training ends, at most, at the pace of the epochs so far
     */
    record Epoch(
            int member,
            int members,
            int number,
            int most,
            double loss,
            double brier,
            double accuracy,
            boolean best,
            Duration left) {}
}
