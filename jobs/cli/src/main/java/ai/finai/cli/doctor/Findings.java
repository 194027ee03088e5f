package ai.finai.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** What one check finds. Safe for use by several threads: a check that takes too long goes on while others are told. */
public final class Findings {

    private final String check;
    private final String job;
    private final List<Finding> all = new ArrayList<>();

    /** @param job empty for a check of no job in particular */
    public Findings(String check, String job) {
        this.check = check;
        this.job = job;
    }

    public void stops(String place, String what, String mend, Runbook runbook) {
        add(Severity.STOPS, place, what, mend, runbook.page());
    }

    public void risk(String place, String what, String mend, Runbook runbook) {
        add(Severity.RISK, place, what, mend, runbook.page());
    }

    /** It could not be found out. */
    public void unknown(String place, String why, String mend) {
        add(Severity.UNKNOWN, place, why, mend, "");
    }

    public void note(String place, String what) {
        add(Severity.NOTE, place, what, "", "");
    }

    /** With something that somebody may want to do. */
    public void note(String place, String what, String mend) {
        add(Severity.NOTE, place, what, mend, "");
    }

    private synchronized void add(Severity severity, String place, String what, String mend, String runbook) {
        all.add(new Finding(check, job, severity, place, what, mend, runbook));
    }

    /** Those so far. */
    public synchronized List<Finding> soFar() {
        return List.copyOf(all);
    }
}
