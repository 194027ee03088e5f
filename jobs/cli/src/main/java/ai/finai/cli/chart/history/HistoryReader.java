package ai.finai.cli.chart.history;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.chart.history.History.Bar;
import ai.finai.cli.chart.history.History.Finding;
import ai.finai.cli.chart.history.History.Headline;
import ai.finai.cli.chart.history.History.UnitChange;
import ai.finai.events.Instants;
import ai.finai.events.Severity;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.yaml.NearestWord;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.ArchiveReader.Days;
import ai.finai.jobs.archive.ArchiveReader.Having;
import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a symbol's history from an archive. Only files of the period's days are opened. */
public final class HistoryReader {

    /** Of symbols that a message names. */
    private static final int MOST_NAMED = 10;

    private final String name;
    private final ArchiveReader archive;

    private HistoryReader(String name, ArchiveReader archive) {
        this.name = name;
        this.archive = archive;
    }

    /**
     * @param name of the archive in messages
     * @param location of it, as the job's configuration has it; its file system must be known to Flink
     */
    public static HistoryReader of(String name, String location) {
        return new HistoryReader(name, ArchiveReader.of(location));
    }

    /**
     * @param interval of bars, in milliseconds; null for that of most bars
     * @throws CommandFailed if there is no such symbol, or it has no such bars in the period: says which there are
     */
    public History read(String symbol, Period period, @Nullable Long interval) throws IOException {
        Map<Long, TreeMap<Long, Bar>> byInterval = new TreeMap<>();
        String[] currency = {""};
        archive.read(
                ArchiveTable.BARS,
                period.days(),
                new Having("symbol", symbol),
                row -> {
                    Bar bar = bar(row);
                    if (period.holds(bar.start(), bar.end())) {
                        byInterval
                                .computeIfAbsent(bar.end() - bar.start(), length -> new TreeMap<>())
                                .put(bar.start(), bar);
                        currency[0] = (String) cell(row, 7);
                    }
                },
                "start_time",
                "event_time",
                "open",
                "high",
                "low",
                "close",
                "volume",
                "currency",
                "log_return",
                "forecast_low",
                "forecast_high");
        if (byInterval.isEmpty()) {
            throw nothing(symbol, period);
        }
        long chosen = interval == null ? mostFrequent(byInterval) : interval;
        TreeMap<Long, Bar> bars = byInterval.get(chosen);
        if (bars == null) {
            throw CommandFailed.usage("no bars of " + length(chosen) + " of " + symbol + "; there are "
                    + String.join(
                            " and ",
                            byInterval.keySet().stream()
                                    .map(HistoryReader::length)
                                    .toList()));
        }
        List<UnitChange> splits = splits(symbol, period, bars.firstKey(), bars.lastKey());
        List<Finding> alerts = new ArrayList<>();
        int withdrawn = alerts(symbol, period, alerts);
        return new History(
                symbol,
                chosen,
                currency[0],
                bars.values().stream()
                        .map(bar -> bar.inUnits(ratioAfter(bar.start(), splits)))
                        .toList(),
                headlines(symbol, period),
                alerts,
                withdrawn,
                splits);
    }

    private static Bar bar(@Nullable Object[] row) {
        double close = real(row, 5);
        double before = close / Math.exp(real(row, 8));
        return new Bar(
                time(row, 0),
                time(row, 1),
                real(row, 2),
                real(row, 3),
                real(row, 4),
                close,
                time(row, 6),
                before * Math.exp(real(row, 9)),
                before * Math.exp(real(row, 10)));
    }

    private static long mostFrequent(Map<Long, TreeMap<Long, Bar>> byInterval) {
        return byInterval.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private List<UnitChange> splits(String symbol, Period period, long first, long last) throws IOException {
        TreeMap<Long, UnitChange> splits = new TreeMap<>();
        archive.read(
                ArchiveTable.SPLITS,
                period.days(),
                new Having("symbol", symbol),
                row -> {
                    UnitChange split = new UnitChange(time(row, 0), real(row, 1));
                    if (split.effective() > first && split.effective() <= last) {
                        splits.put(split.effective(), split);
                    }
                },
                "event_time",
                "ratio");
        return List.copyOf(splits.values());
    }

    private static double ratioAfter(long start, List<UnitChange> splits) {
        double ratio = 1;
        for (UnitChange split : splits) {
            ratio *= split.effective() > start ? split.ratio() : 1;
        }
        return ratio;
    }

    private List<Headline> headlines(String symbol, Period period) throws IOException {
        List<Headline> headlines = new ArrayList<>();
        archive.read(
                ArchiveTable.NEWS,
                period.days(),
                new Having("symbols", symbol),
                row -> {
                    long published = time(row, 0);
                    if (published >= period.from() && published < period.to()) {
                        headlines.add(new Headline(published, (String) cell(row, 1), real(row, 2)));
                    }
                },
                "event_time",
                "headline",
                "balance");
        headlines.sort(Comparator.comparingLong(Headline::published).thenComparing(Headline::text));
        return headlines;
    }

    private record Revision(int number, String status, Finding finding) {}

    /** @return how many were withdrawn */
    private int alerts(String symbol, Period period, List<Finding> alerts) throws IOException {
        Map<String, Revision> last = new HashMap<>();
        archive.read(
                ArchiveTable.MARKET_ALERTS,
                period.days(),
                new Having("symbol", symbol),
                row -> {
                    long eventTime = time(row, 3);
                    if (eventTime > period.from() && eventTime <= period.to()) {
                        Finding finding = new Finding(
                                eventTime, (String) cell(row, 4), Severity.valueOf((String) cell(row, 5)), (String)
                                        cell(row, 6));
                        last.merge(
                                (String) cell(row, 0),
                                new Revision((Integer) cell(row, 1), (String) cell(row, 2), finding),
                                (one, other) -> one.number > other.number ? one : other);
                    }
                },
                "alert_id",
                "revision",
                "status",
                "event_time",
                "rule_kind",
                "severity",
                "narrative");
        String withdrawn = MarketAlert.Status.WITHDRAWN.name();
        last.values().stream()
                .filter(revision -> !revision.status.equals(withdrawn))
                .map(Revision::finding)
                .sorted(Comparator.comparingLong(Finding::eventTime)
                        .thenComparing(Finding::kind)
                        .thenComparing(Finding::narrative))
                .forEach(alerts::add);
        return last.size() - alerts.size();
    }

    private CommandFailed nothing(String symbol, Period period) throws IOException {
        long[] range = {Long.MAX_VALUE, Long.MIN_VALUE, 0};
        archive.read(
                ArchiveTable.BARS,
                Days.ALL,
                new Having("symbol", symbol),
                row -> {
                    range[0] = Math.min(range[0], time(row, 0));
                    range[1] = Math.max(range[1], time(row, 1));
                    range[2]++;
                },
                "start_time",
                "event_time");
        if (range[2] > 0) {
            return CommandFailed.usage("no bars of " + symbol + " " + period + "; there are "
                    + Figures.count(range[2], "bar") + " from " + Instants.format(range[0]) + " to "
                    + Instants.format(range[1]));
        }
        SortedSet<String> symbols = new TreeSet<>();
        archive.read(ArchiveTable.BARS, row -> symbols.add((String) cell(row, 0)), "symbol");
        if (symbols.isEmpty()) {
            return CommandFailed.usage("no bars in " + name + ": expected files " + ArchiveTable.BARS.folder()
                    + "/day=.../*.parquet there, as the market job writes them");
        }
        String nearest = NearestWord.of(symbol, symbols);
        String known = String.join(", ", symbols.stream().limit(MOST_NAMED).toList());
        return CommandFailed.usage("no symbol " + symbol + " in " + name
                + (nearest == null
                        ? "; there " + (symbols.size() == 1 ? "is " : "are ") + known
                        : "; did you mean " + nearest + "?")
                + (nearest == null && symbols.size() > MOST_NAMED
                        ? " and " + Figures.grouped(symbols.size() - MOST_NAMED) + " more"
                        : ""));
    }

    private static String length(long interval) {
        return Duration.ofMillis(interval).toString();
    }

    private static Object cell(@Nullable Object[] row, int column) {
        return Objects.requireNonNull(row[column]);
    }

    private static long time(@Nullable Object[] row, int column) {
        return (Long) cell(row, column);
    }

    /** NaN where there is none. */
    private static double real(@Nullable Object[] row, int column) {
        return row[column] instanceof Double value ? value : Double.NaN;
    }
}
