package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.deploy.Overlay;
import ai.finai.deploy.check.Rules;

/** What {@code finai deploy check} finds in the overlay. */
public final class ManifestsCheck implements Check {

    private final Overlay overlay;

    public ManifestsCheck(Overlay overlay) {
        this.overlay = overlay;
    }

    @Override
    public void look(Findings findings) {
        Rules.check(overlay)
                .forEach(finding -> findings.stops(
                        finding.place().toString(),
                        finding.what() + " (" + finding.object() + ", " + finding.rule() + ')',
                        finding.mend(),
                        Runbook.KUBERNETES));
    }
}
