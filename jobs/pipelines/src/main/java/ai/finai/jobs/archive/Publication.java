package ai.finai.jobs.archive;

import java.util.List;

/**
 * A decision that segments become one visible file. It is part of the operator's state before it is carried out, so that
 * whoever carries it out, and how often, writes the same rows under the same name.
 *
 * @param file the visible file's path
 * @param checkpoint the checkpoint that first holds the decision: it is carried out once that is complete
 * @param segments at least one, all of one day
 */
public record Publication(String file, long checkpoint, List<StagedSegment> segments) {

    long rows() {
        return segments.stream().mapToLong(StagedSegment::rows).sum();
    }
}
