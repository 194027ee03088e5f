package ai.finai.cli.deadletters;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import ai.finai.cli.deadletters.Selection.Found;
import ai.finai.events.DeadLetters;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai dead-letters list}. */
@Command(
        name = "list",
        sortOptions = false,
        description = {
            "Shows the newest dead letters: when, where the record was read, the reason, and what to do.",
            "",
            "With --format json a line each, with the record itself. It is what came in: it may hold personal data."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai dead-letters list                                   of the demo",
            "  finai dead-letters list --config aml.yaml --since 24h --reason unknown-currency",
            "  finai dead-letters list --job market --config market.yaml",
            "  finai dead-letters list --config aml.yaml --limit 100000 --format json > dead-letters.jsonl"
        })
final class ListCommand implements Callable<Integer> {

    enum Format {
        TABLE,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private JobOptions job;

    @Mixin
    private Selection selection;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, the newest. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "Default: table.")
    private Format format;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandFailed.usage("--limit is " + limit + "; it must be at least 1");
        }
        PriorityQueue<Found> newest = new PriorityQueue<>(BY_AGE);
        long[] all = {0};
        long foreign = selection.forEach(job.kafka(), Instant.now(), found -> {
            all[0]++;
            newest.add(found);
            if (newest.size() > limit) {
                newest.remove();
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            for (Found found = newest.poll(); found != null; found = newest.poll()) {
                out.println(new String(DeadLetters.toJson(found.letter()), StandardCharsets.UTF_8));
            }
        } else {
            printTable(newest, out, all[0]);
        }
        out.flush();
        if (foreign > 0) {
            spec.commandLine()
                    .getErr()
                    .println("finai: passed over "
                            + Figures.count(foreign, "record")
                            + " of the topic that FinAI did not write");
        }
        return ExitCode.OK;
    }

    private static final Comparator<Found> BY_AGE = Comparator.comparingLong(Found::madeAt)
            .thenComparingInt(found -> found.letter().origin().partition())
            .thenComparingLong(found -> found.letter().origin().offset());

    private static void printTable(PriorityQueue<Found> newest, PrintWriter out, long all) {
        int shown = newest.size();
        Table table = new Table("REJECTED AT", "SOURCE", "REASON", "WHAT IS WRONG");
        for (Found found = newest.poll(); found != null; found = newest.poll()) {
            table.row(
                    Instant.ofEpochMilli(found.madeAt())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString(),
                    found.letter().origin().toString(),
                    found.letter().reason().code(),
                    found.letter().sentence());
        }
        if (shown > 0) {
            table.print(out);
            out.println();
        }
        out.println(
                shown == all
                        ? Figures.count(all, "dead letter")
                        : "the newest " + Figures.grouped(shown) + " of " + Figures.count(all, "dead letter")
                                + "; --limit shows more");
    }
}
