package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.input.CsvFile;
import ai.finai.training.price.SymbolBars;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads files of bars, as they are for training: adjusted for splits, in any order. */
final class BarFile {

    private static final Comparator<Row> BY_START = Comparator.comparingLong(row -> row.start);

    private final Map<String, List<Row>> rows = new TreeMap<>();

    private record Row(long start, double open, double high, double low, double close, double volume) {}

    private BarFile() {}

    /**
     * @param files CSV, plain or gzip
     * @return by symbol, in the order of their names
     * @throws CommandFailed if one is not there or broken, or a symbol has two bars at one time
     */
    static List<SymbolBars> read(List<String> files, BarMapping mapping) {
        BarFile all = new BarFile();
        for (String file : files) {
            try (CsvFile csv = CsvFile.open(file)) {
                all.read(csv, mapping.prices());
            } catch (IOException e) {
                throw CommandFailed.usage(FileProblems.reading(file, e), e);
            }
        }
        List<SymbolBars> bars = new ArrayList<>();
        all.rows.forEach((symbol, ofSymbol) -> bars.add(bars(symbol, ofSymbol)));
        return bars;
    }

    private void read(CsvFile csv, BarMapping.Fields fields) {
        int symbol = place(csv, fields.symbol().column());
        int start = place(csv, fields.start().column());
        int open = place(csv, fields.open().column());
        int high = place(csv, fields.high().column());
        int low = place(csv, fields.low().column());
        int close = place(csv, fields.close().column());
        int volume = place(csv, fields.volume().column());
        while (csv.nextRow()) {
            Long millis = fields.start().millis(csv.cell(start).strip());
            if (millis == null) {
                throw csv.failed(fields.start().column() + " is '" + csv.cell(start) + "', which is no time"
                        + (fields.start().format() == null
                                ? ""
                                : " of the form " + fields.start().format()));
            }
            rows.computeIfAbsent(csv.cell(symbol).strip(), name -> new ArrayList<>())
                    .add(new Row(
                            millis,
                            number(csv, open),
                            number(csv, high),
                            number(csv, low),
                            number(csv, close),
                            number(csv, volume)));
        }
    }

    private static int place(CsvFile csv, String column) {
        int place = csv.header().indexOf(column);
        if (place < 0) {
            throw csv.failed("no column " + column + "; there are " + String.join(", ", csv.header())
                    + " (name another --mapping)");
        }
        return place;
    }

    /** An empty cell is a bar that is passed over: NaN. */
    private static double number(CsvFile csv, int column) {
        String text = csv.cell(column).strip();
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw csv.failed(csv.header().get(column) + " is '" + text + "', which is no number");
        }
    }

    private static SymbolBars bars(String symbol, List<Row> rows) {
        rows.sort(BY_START);
        try {
            return new SymbolBars(
                    symbol,
                    rows.stream().mapToLong(Row::start).toArray(),
                    rows.stream().mapToDouble(Row::open).toArray(),
                    rows.stream().mapToDouble(Row::high).toArray(),
                    rows.stream().mapToDouble(Row::low).toArray(),
                    rows.stream().mapToDouble(Row::close).toArray(),
                    rows.stream().mapToDouble(Row::volume).toArray());
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(e.getMessage() + ": is a bar there twice?", e);
        }
    }
}
