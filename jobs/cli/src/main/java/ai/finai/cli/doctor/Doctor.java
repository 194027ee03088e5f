package ai.finai.cli.doctor;

import ai.finai.cli.CommandFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets all checks look side by side, and waits for none of them longer than a while. */
final class Doctor {

    private final List<Examination> examinations;

    /**
     * A check at work.
     *
     * @param name lower case and hyphens; stands with each finding and in src/docs/operation.md
     * @param job empty for a check of no job in particular
     */
    record Examination(String name, String job, Check check) {

        @Override
        public String toString() {
            return job.isEmpty() ? name : name + " of " + job;
        }
    }

    private record Ended(Examination examination, Findings findings) {}

    /** Checks that could not look, for one reason. */
    private record Reason(String job, String why, String mend) {}

    Doctor(List<Examination> examinations) {
        this.examinations = List.copyOf(examinations);
    }

    /**
     * @param patience with all of them together; those that have not ended by then are told as such, and left alone
     * @param progress gets a line when a check has ended
     */
    List<Finding> examine(Duration patience, Consumer<String> progress) throws InterruptedException {
        long start = System.nanoTime();
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        Map<Reason, Set<String>> notLookedAt = new LinkedHashMap<>();
        Map<Examination, Findings> working = new LinkedHashMap<>();
        for (Examination examination : examinations) {
            Findings findings = new Findings(examination.name(), examination.job());
            working.put(examination, findings);
            Thread thread = new Thread(() -> {
                look(examination, findings, notLookedAt);
                ended.add(new Ended(examination, findings));
            });
            thread.setName("doctor " + examination);
            thread.setDaemon(true); // one that hangs must not hold the command
            thread.start();
        }
        List<Finding> found = new ArrayList<>();
        while (!working.isEmpty()) {
            long spent = System.nanoTime() - start;
            Ended next = ended.poll(patience.toNanos() - spent, TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            working.remove(next.examination());
            found.addAll(next.findings().soFar());
            progress.accept(String.format(
                    Locale.ROOT, "looked at %s (%.1f s)", next.examination(), (System.nanoTime() - start) / 1e9));
        }
        working.forEach((examination, findings) -> {
            findings.unknown(
                    examination.toString(),
                    "not finished within " + patience.toSeconds() + " s",
                    "look whether what it speaks to answers, or give it longer with --timeout");
            found.addAll(findings.soFar());
        });
        synchronized (notLookedAt) {
            notLookedAt.forEach((reason, names) -> found.add(new Finding(
                    String.join(",", names),
                    reason.job(),
                    Severity.UNKNOWN,
                    "",
                    String.join(", ", names) + (names.size() == 1 ? " was" : " were") + " not looked at: "
                            + reason.why(),
                    reason.mend(),
                    "")));
        }
        return found;
    }

    private static void look(Examination examination, Findings findings, Map<Reason, Set<String>> notLookedAt) {
        try {
            examination.check().look(findings);
        } catch (NotLookedAtException e) {
            synchronized (notLookedAt) {
                notLookedAt
                        .computeIfAbsent(
                                new Reason(examination.job(), String.valueOf(e.getMessage()), e.mend()),
                                reason -> new TreeSet<>())
                        .add(examination.name());
            }
        } catch (Exception | LinkageError e) { // a library that cannot be loaded is a finding, too
            Throwable root = CommandFailed.rootCause(e);
            findings.unknown(
                    examination.toString(),
                    "could not look: " + root.getClass().getSimpleName() + ": " + root.getMessage(),
                    "mend what it says, and look again");
        }
    }
}
