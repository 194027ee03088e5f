package ai.finai.deploy.check;

import ai.finai.deploy.Overlay;
import java.util.List;

/** Something that must hold for every overlay. */
public interface Rule {

    /** Lower case and hyphens; stands with each finding and in src/docs/kubernetes.md. */
    String name();

    /** Everything in the overlay that breaks it. */
    List<Finding> check(Overlay overlay);
}
