package ai.finai.cli.state;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import ai.finai.state.reading.cache.CachedTables;
import ai.finai.state.reading.cache.SnapshotCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code finai state cache}. */
@Command(
        name = "cache",
        sortOptions = false,
        description =
                "What is kept of snapshots that have been read. Nothing needs to be done about it: old tables go by"
                        + " themselves.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {"  finai state cache list", "  finai state cache clear --cache s3://risk/cache"})
final class CacheCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            sortOptions = false,
            description = "Shows what is kept, the last asked first; in a shared cache, the last written first.")
    int list(@Mixin CacheOptions options, @Mixin PlaceOptions places) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<CachedTables> all = cache(options, places).list();
        Table table = new Table("USED", "SIZE", "MASKED", "IN USE", "SNAPSHOT").alignRight(1);
        for (CachedTables tables : all) {
            table.row(
                    tables.used().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Figures.bytes(tables.bytes()),
                    tables.name().chars().filter(c -> c == '-').count() > 1 ? "yes" : "no",
                    tables.inUse() ? "yes" : "no",
                    tables.snapshot());
        }
        table.print(out);
        out.println(summary(all) + " in " + options.where());
        out.flush();
        return ExitCode.OK;
    }

    @Command(
            name = "clear",
            sortOptions = false,
            description =
                    "Deletes what is kept, but for what is asked at this moment. The audit log stays. Of a shared cache the"
                            + " machines that use it keep their copies, this one too: clear each by its folder.")
    int clear(@Mixin CacheOptions options, @Mixin PlaceOptions places) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(summary(cache(options, places).clear()) + " deleted from " + options.where());
        out.flush();
        return ExitCode.OK;
    }

    private static SnapshotCache cache(CacheOptions options, PlaceOptions places) throws IOException {
        String place = options.place();
        if (place != null) {
            places.reach(place);
        }
        return options.cache();
    }

    private static String summary(List<CachedTables> all) {
        return Figures.count(all.size(), "snapshot") + ", "
                + Figures.bytes(all.stream().mapToLong(CachedTables::bytes).sum());
    }
}
