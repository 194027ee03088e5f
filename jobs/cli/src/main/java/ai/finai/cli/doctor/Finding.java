package ai.finai.cli.doctor;

/**
 * Something that was found.
 *
 * @param check the name of the check that found it
 * @param job whose it is, {@code aml} or {@code aml, market}; empty where it is of the machine or the cluster
 * @param place where: a file and line, a topic, a bucket
 * @param what is so
 * @param mend what to do; empty where there is nothing to do
 * @param runbook its page, {@code src/docs/runbooks/restarts.md}; empty if there is none
 */
public record Finding(
        String check, String job, Severity severity, String place, String what, String mend, String runbook) {

    /** The same of another job. */
    Finding of(String otherJob) {
        return new Finding(check, otherJob, severity, place, what, mend, runbook);
    }
}
