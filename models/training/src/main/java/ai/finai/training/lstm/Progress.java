package ai.finai.training.lstm;

import java.time.Duration;

/** Hears how a training goes, on the thread that trains. */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = epoch -> {};

    /** An epoch has ended, and its checkpoint is written. */
    void epoch(Epoch epoch);

    /** Training goes on from a checkpoint. Its epochs are not reported again. */
    default void resumed(int epochs) {}

    /**
     * @param number from 1
     * @param most epochs there can be
     * @param loss mean of a training posting's
     * @param validation area under precision and recall of the validation part
     * @param best whether it is the highest so far
     * @param left until training ends, at most, at the pace of the epochs of this run
     */
    record Epoch(int number, int most, double loss, double validation, boolean best, Duration left) {}
}
