package ai.finai.cli.state;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import ai.finai.events.Instants;
import ai.finai.events.PlainText;
import ai.finai.state.SnapshotNote;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotFolder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai state list}. */
@Command(
        name = "list",
        sortOptions = false,
        description = {
            "Shows the snapshots of the jobs, the latest first: id, when it was complete, how much state it has, whose it is.",
            "",
            "What has no metadata was never completed, or is being deleted; it is shown with the reason."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai state list --snapshots s3://bank/checkpoints s3://bank/savepoints",
            "  finai state list --snapshots /var/flink/checkpoints --output json"
        })
final class ListCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlaceOptions places;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "With json a line each. Default: text.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        List<SnapshotFolder.Entry> all = places.folder().list();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            for (SnapshotFolder.Entry entry : all) {
                out.println(json(entry));
            }
        } else {
            print(all, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(List<SnapshotFolder.Entry> all, PrintWriter out) {
        Table table = new Table("COMPLETED", "EVENT TIME", "JOB", "RELEASE", "KIND", "SIZE", "ID").alignRight(5);
        all.stream()
                .flatMap(entry -> entry.snapshot().stream())
                .forEach(snapshot -> table.row(
                        snapshot.completed().truncatedTo(ChronoUnit.SECONDS).toString(),
                        eventTime(snapshot),
                        name(snapshot.job()),
                        release(snapshot),
                        name(snapshot.kind()),
                        size(snapshot.bytes()),
                        snapshot.id()));
        table.print(out);
        List<SnapshotFolder.Entry> problems =
                all.stream().filter(entry -> entry.snapshot().isEmpty()).toList();
        problems.forEach(entry -> out.println("not readable: " + PlainText.line(entry.problem())));
        out.println(Figures.count(all.size() - problems.size(), "snapshot"));
    }

    private static String release(Snapshot snapshot) {
        SnapshotNote note = snapshot.note();
        return note == null ? "?" : note.release();
    }

    /** How far the job had come; empty where that is not told, or has no end. */
    private static String eventTime(Snapshot snapshot) {
        SnapshotNote note = snapshot.note();
        return note == null || note.eventTime() == Long.MIN_VALUE || note.eventTime() == Long.MAX_VALUE
                ? ""
                : Instants.format(note.eventTime());
    }

    private static String json(SnapshotFolder.Entry entry) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("uri", entry.uri());
            json.writeBooleanField("readable", entry.snapshot().isPresent());
            if (entry.snapshot().isPresent()) {
                Snapshot snapshot = entry.snapshot().get();
                json.writeStringField("id", snapshot.id());
                json.writeStringField("completed", snapshot.completed().toString());
                json.writeStringField("job", name(snapshot.job()));
                json.writeStringField("release", release(snapshot));
                json.writeStringField("eventTime", eventTime(snapshot));
                json.writeStringField("kind", name(snapshot.kind()));
                json.writeNumberField("bytes", snapshot.bytes());
            } else {
                json.writeStringField("problem", entry.problem());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
