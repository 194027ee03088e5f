package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.jspecify.annotations.Nullable;

/** Transactions live as long as they must, belong to one job, and no reader of this job sees what was taken back. */
public final class TransactionsCheck implements Check {

    private static final String LARGEST = "transaction.max.timeout.ms";

    private final ExaminedJob job;
    private final List<ExaminedJob> all;
    private final Brokers brokers;
    private final @Nullable Duration outage;

    /**
     * @param all jobs that are examined together
     * @param outage the longest one after which no alert may be lost; null where nobody said
     */
    public TransactionsCheck(ExaminedJob job, List<ExaminedJob> all, Brokers brokers, @Nullable Duration outage) {
        this.job = job;
        this.all = List.copyOf(all);
        this.brokers = brokers;
        this.outage = outage;
    }

    @Override
    public void look(Findings findings) throws Exception {
        collisions(findings);
        isolation(findings);
        outages(findings);
        allowed(findings);
        open(findings);
    }

    private static String prefix(ExaminedJob job) {
        return job.kafka().transactions().idPrefix() + '-' + job.name();
    }

    private void collisions(Findings findings) {
        for (ExaminedJob other : all) {
            if (other != job
                    && other.kafka().bootstrapServers().equals(job.kafka().bootstrapServers())
                    && prefix(other).equals(prefix(job))) {
                findings.stops(
                        "kafka.transactions.idPrefix, job.name",
                        "the transactions of both jobs begin with " + prefix(job) + ": they would fence each other off",
                        "give them two names",
                        Runbook.RECORDS_LOST);
            }
        }
    }

    private void isolation(Findings findings) {
        String isolation = job.kafka().consumerProperties().getProperty("isolation.level");
        if (!"read_committed".equals(isolation)) {
            findings.risk(
                    "kafka.consumer",
                    "isolation.level is " + isolation + ": the job would take what a producer has taken back",
                    "leave it out, or write read_committed",
                    Runbook.EXACTLY_ONCE);
        }
    }

    /** What was alerted just before an outage may be in a transaction that is as old as a checkpoint can become. */
    private void outages(Findings findings) {
        Duration timeout = job.kafka().transactions().timeout();
        Duration interval = job.checkpointInterval();
        Duration checkpoint = job.flink().get(CheckpointingOptions.CHECKPOINTING_TIMEOUT);
        Duration survived = timeout.minus(interval).minus(checkpoint);
        if (survived.isNegative() || survived.isZero()) {
            return; // such a job does not start, and another check says so
        }
        findings.note(
                "kafka.transactions.timeout",
                "where no checkpoint has failed or was slow just before, an outage of up to " + text(survived)
                        + " loses no alert (" + text(timeout) + " less " + text(interval)
                        + " between checkpoints, and " + text(checkpoint) + " that one may take)");
        if (outage != null && survived.compareTo(outage) < 0) {
            findings.risk(
                    "kafka.transactions.timeout",
                    text(timeout) + " does not outlast an outage of " + text(outage)
                            + " that begins late in a checkpoint: what was alerted before it would be lost",
                    "raise it to " + text(outage.plus(interval).plus(checkpoint)) + ", and the brokers' " + LARGEST
                            + " with it; or lower execution.checkpointing.timeout",
                    Runbook.RECORDS_LOST);
        }
    }

    private void allowed(Findings findings) throws Exception {
        long timeout = job.kafka().transactions().timeout().toMillis();
        for (Node broker : brokers.nodes()) {
            String allowed;
            try {
                allowed = brokers.setting(broker, LARGEST);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    asked(findings);
                    return;
                }
                throw e;
            }
            if (allowed != null && timeout > Long.parseLong(allowed)) {
                findings.stops(
                        "broker " + broker.idString(),
                        LARGEST + " is " + allowed + ", but kafka.transactions.timeout is " + timeout + " ms",
                        "lower the one or raise the other",
                        Runbook.RESTARTS);
            }
        }
    }

    /** Whoever may not read the brokers' settings can still see whether one of them takes the job's transactions. */
    private void asked(Findings findings) throws Exception {
        String timeout = text(job.kafka().transactions().timeout());
        Throwable refusal = refusal(job, brokers);
        if (refusal == null) {
            findings.note(
                    "the brokers",
                    "this user may not read their " + LARGEST + "; one that was asked allows transactions of "
                            + timeout);
        } else if (refusal instanceof InvalidTxnTimeoutException) {
            findings.stops(
                    "the brokers",
                    "their " + LARGEST + " does not allow a kafka.transactions.timeout of " + timeout,
                    "lower the one or raise the other",
                    Runbook.RESTARTS);
        } else if (!(refusal instanceof AuthorizationException)) { // of rights there is another check
            findings.unknown("the brokers", "take no transactions: " + refusal.getMessage(), "mend what they say");
        }
    }

    /** Why the brokers would not take the job's transactions; null if they would. The job itself has other ids. */
    static @Nullable Throwable refusal(ExaminedJob job, Brokers brokers) throws Exception {
        return brokers.refusal(
                prefix(job) + "-doctor", job.kafka().transactions().timeout());
    }

    /** Open ones under the job's ids: it runs, or has left them behind. */
    private void open(Findings findings) throws Exception {
        TreeSet<String> open = new TreeSet<>();
        try {
            for (TransactionListing transaction :
                    brokers.ask(brokers.admin().listTransactions().all())) {
                if (transaction.transactionalId().startsWith(prefix(job) + '-')
                        && transaction.state() == TransactionState.ONGOING) {
                    open.add(transaction.transactionalId());
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
        if (!open.isEmpty()) {
            findings.note(
                    "transactions " + prefix(job) + "-...",
                    open.size() + " are open: the job runs now, or has ended less than "
                            + text(job.kafka().transactions().timeout()) + " ago without finishing them; a second job"
                            + " of this name would fence it off");
        }
    }

    private static String text(Duration time) {
        return time.toMinutes() > 0 && time.toSecondsPart() == 0
                ? time.toMinutes() + " min"
                : time.toMinutes() > 0
                        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                        : time.toSeconds() + " s";
    }
}
