package ai.finai.cli.deadletters;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.deadletters.RepairedRows.Outgoing;
import ai.finai.cli.deadletters.RepairedRows.Row;
import ai.finai.cli.kafka.TransactionalSender;
import ai.finai.events.DeadLetter;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "Sends records to the job again: repaired ones from a file, or dead letters as they are.",
            "",
            "A FILE holds repaired payments, as JSON lines or CSV; with --job market bars, news or splits, each of which goes"
                    + " to the topic of what it is. All of it is checked first: while one row is still wrong, nothing is sent.",
            "Without a file, the dead letters chosen by --reason, --since or --source are sent unchanged, each to the topic"
                    + " that it was read from: for when the cause was not the record, such as a clock that was wrong. If one"
                    + " comes from a topic that the job does not read, nothing is sent.",
            "",
            "Everything is sent in one Kafka transaction: all or nothing. What is sent twice, the job drops as a duplicate,"
                    + " if its event time is within the deduplication window. What is older than what the job has already"
                    + " processed is archived as late, and no rule sees it: backtest it instead."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai dead-letters replay repaired.jsonl --config aml.yaml",
            "  finai dead-letters replay --config aml.yaml --reason event-time-in-future --since 2h --dry-run",
            "  finai dead-letters replay bars.csv --job market --config market.yaml"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int MAX_SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Repaired records; chosen by nothing else.")
    private @Nullable String file;

    @Mixin
    private JobOptions job;

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
        KafkaConfig kafka = job.kafka();
        return file == null ? sendChosen(kafka) : sendRepaired(kafka, file);
    }

    private int sendRepaired(KafkaConfig kafka, String name) throws IOException {
        Map<String, Long> topics = check(name, kafka);
        if (dryRun) {
            return report("would send", topics, kafka, 0);
        }
        try (TransactionalSender sender = TransactionalSender.begin(kafka);
                RepairedRows rows = RepairedRows.open(name, kafka.topics())) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                Outgoing record = row.outgoing();
                if (record == null) {
                    throw CommandFailed.failed(name + " was changed while it was read; nothing was sent");
                }
                sender.send(record.topic(), record.key(), record.value());
            }
            sender.commit();
        }
        return report("sent", topics, kafka, 0);
    }

    /** How many rows go to each topic; all of them good. */
    private static Map<String, Long> check(String name, KafkaConfig kafka) throws IOException {
        Map<String, Long> good = new TreeMap<>();
        long rows = 0;
        long wrong = 0;
        List<String> problems = new ArrayList<>();
        try (RepairedRows repaired = RepairedRows.open(name, kafka.topics())) {
            for (Row row = repaired.next(); row != null; row = repaired.next()) {
                rows++;
                Outgoing record = row.outgoing();
                if (record != null) {
                    good.merge(record.topic(), 1L, Long::sum);
                } else if (++wrong <= MAX_SHOWN) {
                    problems.add(String.valueOf(row.problem()));
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
        return good;
    }

    private int sendChosen(KafkaConfig kafka) {
        // A record that was sent again unchanged, and rejected again, is there twice, at two places: once is enough.
        Map<String, DeadLetter> newest = new LinkedHashMap<>();
        Map<String, Long> topics = new TreeMap<>();
        long[] truncated = {0};
        selection.forEach(kafka, Instant.now(), found -> {
            DeadLetter letter = found.letter();
            if (letter.isTruncated()) {
                truncated[0]++;
            } else if (newest.put(topic(letter) + ' ' + letter.sha256(), letter) == null) {
                topics.merge(topic(letter), 1L, Long::sum);
            }
        });
        onlyOf(kafka, topics.keySet());
        if (dryRun) {
            return report("would send", topics, kafka, truncated[0]);
        }
        if (!newest.isEmpty()) {
            try (TransactionalSender sender = TransactionalSender.begin(kafka)) {
                for (DeadLetter letter : newest.values()) {
                    sender.send(topic(letter), letter.key().length == 0 ? null : letter.key(), letter.value());
                }
                sender.commit();
            }
        }
        return report("sent", topics, kafka, truncated[0]);
    }

    /** Where it was read, and goes back to. */
    private static String topic(DeadLetter letter) {
        return letter.origin().source();
    }

    /** A dead letter says itself where it came from: nothing goes where the job would not read it. */
    private static void onlyOf(KafkaConfig kafka, Set<String> topics) {
        Set<String> foreign = new TreeSet<>(topics);
        foreign.removeAll(kafka.topics().events());
        if (!foreign.isEmpty()) {
            throw CommandFailed.usage("nothing was sent: some of these dead letters come from "
                    + String.join(", ", foreign) + ", and the job reads "
                    + String.join(", ", kafka.topics().events())
                    + "; choose others, or repair them and send them from a file");
        }
    }

    private int report(String what, Map<String, Long> topics, KafkaConfig kafka, long truncated) {
        PrintWriter out = spec.commandLine().getOut();
        String records = topics.isEmpty()
                ? Figures.count(0, "record")
                : topics.entrySet().stream()
                        .map(topic -> Figures.count(topic.getValue(), "record") + " to " + topic.getKey())
                        .collect(Collectors.joining(", "));
        out.println(what + ' ' + records + " at " + kafka.bootstrapServers());
        if (truncated > 0) {
            out.println(Figures.count(truncated, "record") + " left out: too large to have been kept whole");
        }
        out.flush();
        return ExitCode.OK;
    }
}
