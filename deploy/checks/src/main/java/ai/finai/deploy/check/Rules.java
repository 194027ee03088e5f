package ai.finai.deploy.check;

import ai.finai.deploy.Overlay;
import java.util.List;

/** All that is checked. */
public final class Rules {

    public static final List<Rule> ALL = List.of(
            new KnownFields(),
            new PinnedImages(),
            new NoSecretInClear(),
            new SavepointUpgrades(),
            new HighAvailability(),
            new KeptSnapshots(),
            new KnownFlinkKeys(),
            new MemoryAddsUp(),
            new BoundedDisk(),
            new RestrictedPods(),
            new RestTls(),
            new ClosedNetwork(),
            new LeastRight(),
            new NodeDrains(),
            new JobConfiguration(),
            new StableUids());

    private Rules() {}

    public static List<Finding> check(Overlay overlay) {
        return ALL.stream().flatMap(rule -> rule.check(overlay).stream()).toList();
    }
}
