package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.input.market.BadRow;
import ai.finai.cli.input.market.MarketKind;
import ai.finai.cli.input.market.SortedMarket;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.laboratory.data.BadRows;
import ai.finai.training.price.PriceSamples;
import ai.finai.training.price.SymbolBars;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bars of files, adjusted for the splits that are among them: what a model of prices learns from and is judged on. All have
 * one interval, each is there once, and of two with the same symbol and time the first one of the files counts, as in the job.
 */
final class AdjustedBars {

    private final List<String> inputs;
    private final BadRows bad = new BadRows();
    private final Map<String, BarColumns> symbols = new TreeMap<>();
    private final long headlines;
    private @Nullable PriceBar first;
    private long bars;
    private long splits;
    private long duplicates;

    /**
     * Reads all of them into memory.
     *
     * @param inputs files of the rows, as they are named in messages
     * @param err gets the first rows that are left out as they are wrong
     * @throws CommandFailed if two bars have different intervals, or two of a symbol different currencies
     */
    AdjustedBars(SortedMarket rows, List<String> inputs, PrintWriter err) {
        this.inputs = inputs;
        this.headlines = rows.count(MarketKind.NEWS);
        for (Iterator<BadRow> all = rows.bad(); all.hasNext(); ) {
            bad.add(all.next().toString());
        }
        addBars(rows.bars());
        addSplits(rows.splits());
        bad.report(err);
    }

    /** Those of one symbol and time follow each other. */
    private void addBars(Iterator<PriceBar> all) {
        PriceBar last = null;
        while (all.hasNext()) {
            PriceBar bar = all.next();
            if (first == null) {
                first = bar;
            }
            if (bar.interval() != first.interval()) {
                throw CommandFailed.usage(place(bar.origin()) + ": this bar's interval is " + interval(bar) + ", and "
                        + place(first.origin()) + " has one of " + interval(first)
                        + "; a model is of one interval: name files of one");
            }
            if (last == null || bar.start() != last.start() || !bar.symbol().equals(last.symbol())) {
                add(bar);
                last = bar;
            } else if (isRepeated(bar, last)) {
                duplicates++;
            } else {
                conflict("bar", bar.symbol(), bar.start(), bar.origin(), last.origin());
            }
        }
    }

    private void add(PriceBar bar) {
        BarColumns columns = symbols.computeIfAbsent(bar.symbol(), symbol -> new BarColumns(bar));
        PriceBar oldest = columns.first();
        if (!bar.currency().equals(oldest.currency())) {
            throw CommandFailed.usage(place(bar.origin()) + ": this bar of " + bar.symbol() + " is in "
                    + bar.currency() + ", and " + place(oldest.origin()) + " in " + oldest.currency()
                    + "; a symbol's bars are of one currency: rename the symbol or leave them out");
        }
        columns.add(bar);
        bars++;
    }

    private void addSplits(Iterator<Split> all) {
        Split last = null;
        while (all.hasNext()) {
            Split split = all.next();
            if (last == null
                    || split.effective() != last.effective()
                    || !split.symbol().equals(last.symbol())) {
                BarColumns columns = symbols.get(split.symbol());
                if (columns != null) {
                    columns.add(split);
                }
                splits++;
                last = split;
            } else if (split.ratio() == last.ratio()) {
                duplicates++;
            } else {
                conflict("split", split.symbol(), split.effective(), split.origin(), last.origin());
            }
        }
    }

    private static boolean isRepeated(PriceBar bar, PriceBar other) {
        return bar.open() == other.open()
                && bar.high() == other.high()
                && bar.low() == other.low()
                && bar.close() == other.close()
                && bar.volume() == other.volume()
                && bar.currency().equals(other.currency());
    }

    private void conflict(String noun, String symbol, long time, Origin here, Origin before) {
        bad.add(place(here) + ": another " + noun + " of " + symbol + " at " + Instants.format(time) + " than "
                + place(before) + " has, which counts; correct one of them");
    }

    private String place(Origin origin) {
        return inputs.get(origin.partition()) + ':' + origin.offset();
    }

    private static Duration interval(PriceBar bar) {
        return Duration.ofMillis(bar.interval());
    }

    /**
     * Of all bars.
     *
     * @throws CommandFailed if there are none
     */
    Duration interval() {
        if (first == null) {
            throw CommandFailed.usage("there are no bars in " + names());
        }
        return interval(first);
    }

    /**
     * To be called once: bars are adjusted in place.
     *
     * @param length bars in a window
     * @throws CommandFailed if there is no window
     */
    PriceSamples samples(int length) {
        long interval = interval().toMillis();
        List<SymbolBars> adjusted = new ArrayList<>(symbols.size());
        for (BarColumns columns : symbols.values()) {
            adjusted.add(columns.adjusted());
        }
        symbols.clear(); // samples have all that is needed from here on
        PriceSamples samples = PriceSamples.of(adjusted, length, interval);
        if (samples.size() == 0) {
            throw CommandFailed.usage("no symbol has " + (length + 2) + " bars: a window of " + length
                    + ", one before it and one that is foretold");
        }
        return samples;
    }

    /** What an evaluation says of where its bars come from. */
    Map<String, String> about(PriceSamples samples) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("bars", names() + "; sha256 of the bars " + samples.sha256());
        about.put("interval", interval().toString());
        return about;
    }

    private String names() {
        return inputs.stream()
                .map(input -> Objects.toString(Path.of(input).getFileName()))
                .collect(Collectors.joining(", "));
    }

    /** For a person: what was read, and what was left out. */
    String summary() {
        StringBuilder text = new StringBuilder()
                .append(Figures.count(bars, "bar"))
                .append(" of ")
                .append(Figures.count(symbols.size(), "symbol"));
        if (splits > 0) {
            text.append(", adjusted for ").append(Figures.count(splits, "split"));
        }
        append(text, bad.count(), "bad row");
        append(text, duplicates, "duplicate");
        append(text, headlines, "headline");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ").append(Figures.count(count, what)).append(" left out");
        }
    }
}
