package ai.finai.cli.deadletters;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.kafka.KafkaOptions;
import ai.finai.cli.kafka.TransactionalSender;
import ai.finai.events.DeadLetter;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.TransactionReader;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finai dead-letters replay}. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "Sends records to the transactions topic again: repaired ones from a file, or dead letters as they are.",
            "",
            "A FILE holds repaired payments, as JSON lines or CSV. All of it is checked first: while one row is still wrong,"
                    + " nothing is sent.",
            "Without a file, the dead letters chosen by --reason, --since or --source are sent unchanged: for when the"
                    + " cause was not the record, such as a clock that was wrong.",
            "",
            "Everything is sent in one Kafka transaction: all or nothing. What is sent twice, the job drops as a duplicate,"
                    + " if its event time is within the deduplication window. A payment older than what the job has already"
                    + " processed is archived as late, and no rule sees it: backtest it instead."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai dead-letters replay repaired.jsonl --config aml.yaml",
            "  finai dead-letters replay --config aml.yaml --reason event-time-in-future --since 2h --dry-run"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int MAX_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Repaired payments; chosen by nothing else.")
    private @Nullable String file;

    @Mixin
    private KafkaOptions kafkaOptions;

    @Mixin
    private Selection selection;

    @Option(names = "--dry-run", description = "Says what would be sent, and sends nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        if (file != null && !selection.isEmpty()) {
            throw CommandFailed.usage(
                    "a file of repaired records is sent whole: leave out --reason, --since and --source");
        }
        if (file == null && selection.isEmpty()) {
            throw CommandFailed.usage(
                    "name a file of repaired records, or choose dead letters with --reason, --since or --source");
        }
        KafkaConfig kafka = kafkaOptions.kafka();
        return file == null ? sendChosen(kafka) : sendRepaired(kafka, file);
    }

    private int sendRepaired(KafkaConfig kafka, String name) throws IOException {
        long rows = check(name);
        if (dryRun) {
            return report("would send " + Figures.count(rows, "payment"), kafka, 0);
        }
        TransactionJson json = new TransactionJson();
        try (TransactionalSender sender = TransactionalSender.begin(kafka);
                PaymentRows payments = open(name)) {
            for (Received<Transaction> row = payments.next(); row != null; row = payments.next()) {
                Transaction transaction = row.event();
                if (transaction == null) {
                    throw CommandFailed.failed(name + " was changed while it was read; nothing was sent");
                }
                sender.send(transaction.transactionId().getBytes(StandardCharsets.UTF_8), json.write(transaction));
            }
            sender.commit();
        }
        return report("sent " + Figures.count(rows, "payment"), kafka, 0);
    }

    /** How many rows; all of them good. */
    private long check(String name) throws IOException {
        long rows = 0;
        long wrong = 0;
        List<String> problems = new ArrayList<>();
        try (PaymentRows payments = open(name)) {
            for (Received<Transaction> row = payments.next(); row != null; row = payments.next()) {
                rows++;
                DeadLetter letter = row.rejected();
                if (letter != null && ++wrong <= MAX_SHOWN) {
                    problems.add(name + ':' + letter.origin().offset() + ": "
                            + letter.reason().code() + ": " + letter.sentence());
                }
            }
        }
        if (wrong > 0) {
            if (wrong > MAX_SHOWN) {
                problems.add("... and " + Figures.count(wrong - MAX_SHOWN, "more row"));
            }
            problems.add("nothing was sent: " + Figures.grouped(wrong) + " of " + Figures.count(rows, "row")
                    + " would be dead letters again");
            throw CommandFailed.usage(String.join("\n", problems));
        }
        return rows;
    }

    private static PaymentRows open(String name) throws IOException {
        // Without rates: what a currency's largest amount is, the job decides.
        TransactionReader reader = new TransactionReader(Duration.ZERO, RateTable.none("USD"));
        return PaymentFiles.of(null).read(InputFiles.open(name), name, 0, reader);
    }

    private int sendChosen(KafkaConfig kafka) {
        // A record that was sent again unchanged, and rejected again, is there twice, at two places: once is enough.
        Map<String, DeadLetter> newest = new LinkedHashMap<>();
        long[] truncated = {0};
        selection.forEach(kafka, Instant.now(), found -> {
            if (found.letter().isTruncated()) {
                truncated[0]++;
            } else {
                newest.put(found.letter().sha256(), found.letter());
            }
        });
        Collection<DeadLetter> chosen = newest.values();
        if (dryRun) {
            return report("would send " + Figures.count(chosen.size(), "record"), kafka, truncated[0]);
        }
        if (!chosen.isEmpty()) {
            try (TransactionalSender sender = TransactionalSender.begin(kafka)) {
                for (DeadLetter letter : chosen) {
                    sender.send(letter.key().length == 0 ? null : letter.key(), letter.value());
                }
                sender.commit();
            }
        }
        return report("sent " + Figures.count(chosen.size(), "record"), kafka, truncated[0]);
    }

    private int report(String what, KafkaConfig kafka, long truncated) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + " to " + AmlTopics.of(kafka).transactions() + " at " + kafka.bootstrapServers());
        if (truncated > 0) {
            out.println(Figures.count(truncated, "record") + " left out: too large to have been kept whole");
        }
        out.flush();
        return ExitCode.OK;
    }
}
