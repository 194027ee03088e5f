package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.cli.doctor.check.s3.S3Access;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.jobs.FlinkEnvironment;
import ai.finai.jobs.Release;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotException;
import ai.finai.state.reading.SnapshotFolder;
import ai.finai.state.reading.SnapshotFolder.Entry;
import ai.finai.state.reading.table.Job;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The job's newest snapshot is complete and not old, and the job that would start goes on from it without losing state. */
public final class SnapshotsCheck implements Check {

    /** A checkpoint that is being written, or deleted, has no metadata either. */
    private static final int USUAL_LEFTOVERS = 3;

    /** Of the interval: checkpoints take their time, and one may fail. */
    private static final int MISSED_CHECKPOINTS = 10;

    /** Of the interval: one may fail. */
    private static final int MISSED_SAVEPOINTS = 2;

    private static final Duration NEVER_OLD = Duration.ofMinutes(2);

    private final ExaminedJob job;
    private final S3Access s3;

    public SnapshotsCheck(ExaminedJob job, S3Access s3) {
        this.job = job;
        this.s3 = s3;
    }

    @Override
    public void look(Findings findings) throws Exception {
        int most = job.maxParallelism(FlinkEnvironment.MAX_PARALLELISM);
        if (job.parallelism() > most) {
            findings.stops(
                    "parallelism.default",
                    job.parallelism() + " is above the max parallelism, " + most,
                    "lower it",
                    Runbook.RESTARTS);
        }
        Map<String, Entry> found = new LinkedHashMap<>(); // one folder may lie in the other
        for (String kind : List.of("checkpoints", "savepoints")) {
            String place = job.places().get(kind);
            if (place != null) {
                s3.require(place);
                list(place, findings).forEach(entry -> found.put(entry.uri(), entry));
            }
        }
        Collection<Entry> all = found.values();
        leftovers(all.stream().filter(entry -> entry.snapshot().isEmpty()).toList(), findings);
        List<Snapshot> readable =
                all.stream().flatMap(entry -> entry.snapshot().stream()).toList();
        List<Snapshot> own = readable.stream().filter(this::isOwn).toList();
        foreign(readable.size() - own.size(), findings);
        if (own.isEmpty()) {
            findings.note(
                    String.join(", ", job.places().values()), "there is no snapshot of the job: it would start anew");
            return;
        }
        Snapshot newest = newest(own.stream()).orElseThrow();
        newest(own.stream().filter(snapshot -> snapshot.kind() == Snapshot.Kind.CHECKPOINT))
                .ifPresent(checkpoint -> age(checkpoint, newest, findings));
        savepoints(own, findings);
        describe(newest, findings);
        keyGroups(newest, most, findings);
        var graph = job.graph().graph();
        if (graph.isPresent()) {
            new StateAgainstGraph(graph.get(), job.flink()).compare(newest, findings);
        }
    }

    private static List<Entry> list(String place, Findings findings) throws IOException {
        try {
            return new SnapshotFolder(List.of(place)).list();
        } catch (SnapshotException e) {
            findings.note(place, "nothing was ever written there");
            return List.of();
        }
    }

    /** One of which it is not known whose it is counts as the job's. */
    private boolean isOwn(Snapshot snapshot) {
        Job wanted = job.kind() == ConfiguredJob.AML ? Job.AML : Job.MARKET;
        SnapshotNote note = snapshot.note();
        return snapshot.job() == wanted && (note == null || note.job().equals(job.name()));
    }

    private void foreign(int others, Findings findings) {
        if (others > 0) {
            findings.note(
                    job.name(),
                    others + (others == 1 ? " snapshot there is" : " snapshots there are") + " of other jobs");
        }
    }

    private static void leftovers(List<Entry> unreadable, Findings findings) {
        unreadable.stream()
                .filter(entry -> !entry.problem().contains("no snapshot at"))
                .forEach(entry -> findings.risk(
                        entry.uri(),
                        "cannot be read: " + entry.problem(),
                        "no job can go on from it; use another, and find out what damaged it",
                        Runbook.UPGRADE));
        long incomplete = unreadable.stream()
                .filter(entry -> entry.problem().contains("no snapshot at"))
                .count();
        if (incomplete > USUAL_LEFTOVERS) {
            findings.risk(
                    unreadable.get(0).uri(),
                    incomplete + " folders of snapshots were never completed, or are left over",
                    "./finai state list shows them; delete those of jobs that no longer run",
                    Runbook.STATE_GROWTH);
        }
    }

    private void age(Snapshot checkpoint, Snapshot newest, Findings findings) {
        Duration age = Duration.between(checkpoint.completed(), Instant.now());
        Duration old = job.checkpointInterval().multipliedBy(MISSED_CHECKPOINTS);
        boolean stoppedInOrder =
                newest.kind() == Snapshot.Kind.SAVEPOINT; // a stop leaves a savepoint, and nothing after it
        if (!stoppedInOrder && age.compareTo(old) > 0 && age.compareTo(NEVER_OLD) > 0) {
            findings.risk(
                    checkpoint.uri(),
                    "the last checkpoint is " + text(age) + " old, and they are to come every "
                            + text(job.checkpointInterval()) + ": they fail, or the job does not run",
                    "see why; what comes after it is read again at a restart",
                    Runbook.CHECKPOINT_FAILING);
        }
    }

    private static Optional<Snapshot> newest(Stream<Snapshot> snapshots) {
        return snapshots.max(Comparator.comparing(Snapshot::completed));
    }

    /** Nothing else tells: the operator of Kubernetes tries again in silence, and the job goes on without. */
    private void savepoints(List<Snapshot> own, Findings findings) {
        Duration interval = job.savepointInterval();
        if (interval.isZero()) {
            return;
        }
        Optional<Snapshot> newest = newest(own.stream().filter(snapshot -> snapshot.kind() == Snapshot.Kind.SAVEPOINT));
        if (newest.isEmpty()) {
            findings.note(job.name(), "there is no savepoint yet; one is to come every " + text(interval));
            return;
        }
        Duration age = Duration.between(newest.get().completed(), Instant.now());
        if (age.compareTo(interval.multipliedBy(MISSED_SAVEPOINTS)) > 0) {
            findings.risk(
                    newest.get().uri(),
                    "the newest savepoint is " + text(age) + " old, and one is to come every " + text(interval),
                    "see what the operator says: kubectl get flinkstatesnapshots; a lost region goes back to this one",
                    Runbook.REGION_LOSS);
        }
    }

    private void describe(Snapshot newest, Findings findings) {
        SnapshotNote note = newest.note();
        String release = note == null ? "?" : note.release();
        findings.note(
                newest.uri(),
                String.format(
                        Locale.ROOT,
                        "the newest snapshot: a %s of %,.1f MB, %s old, by release %s%s",
                        newest.kind().name().toLowerCase(Locale.ROOT),
                        newest.bytes() / 1e6,
                        text(Duration.between(newest.completed(), Instant.now())),
                        release,
                        release.equals(Release.VERSION) ? "" : "; this is " + Release.VERSION));
    }

    private static void keyGroups(Snapshot newest, int most, Findings findings) {
        if (newest.keyGroups() > 0 && newest.keyGroups() != most) {
            findings.stops(
                    newest.uri(),
                    "its max parallelism is " + newest.keyGroups() + ", and the job would start with " + most,
                    "set pipeline.max-parallelism to " + newest.keyGroups() + ": it can never be changed",
                    Runbook.UPGRADE);
        }
    }

    private static String text(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + (time.toDays() == 1 ? " day" : " days");
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
