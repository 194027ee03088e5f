package ai.finai.patterns;

import ai.finai.events.Posting;
import java.util.List;

/** The postings that fulfilled a pattern. */
public interface Match {

    /** Those taken by one step of the pattern, in order; empty where the step took none. */
    List<Posting> of(String step);

    /** All of them, in order. Never empty; the last one completed the match. */
    List<Posting> postings();
}
