package ai.finai.cli.input.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Shipped;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.events.DeadLetters;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketRowsTest {

    private static final String OHLCV = "date,open,high,low,close,volume,Name\n";
    private static final String BAR =
            "{\"symbol\":\"ABCD\",\"start\":\"2026-01-05T14:30:00Z\",\"interval\":\"PT1M\",\"open\":\"%s\","
                    + "\"high\":\"%s\",\"low\":\"%s\",\"close\":\"%s\",\"volume\":%s,\"currency\":\"%s\"}\n";

    @TempDir
    Path folder;

    private static List<MarketRow> read(List<String> mappings, String name, byte[] bytes) throws IOException {
        List<MarketRow> all = new ArrayList<>();
        try (MarketRows rows = MarketFiles.of(mappings).read(new ByteArrayInputStream(bytes), name, 0)) {
            for (MarketRow row = rows.next(); row != null; row = rows.next()) {
                all.add(row);
            }
        }
        return all;
    }

    private static List<MarketRow> csv(String text, String... mappings) throws IOException {
        return read(List.of(mappings), "input.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<MarketRow> json(String text) throws IOException {
        return read(List.of(), "input.jsonl", text.getBytes(StandardCharsets.UTF_8));
    }

    private static MarketEvent event(MarketRow row) {
        return Objects.requireNonNull(row.event(), () -> String.valueOf(row.bad()));
    }

    private static String bad(MarketRow row) {
        return Objects.requireNonNull(row.bad(), () -> String.valueOf(row.event()))
                .toString();
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void theShippedMappingsAreWithoutError() {
        assertThat(Shipped.mappings()).contains("ohlcv", "headlines");
        MarketFiles.of(List.of("ohlcv", "headlines"));
    }

    @Test
    void aDayOfAPriceHistoryIsTheWholeDayInUtc() throws IOException {
        PriceBar bar = (PriceBar) event(csv(OHLCV + "2013-02-08,15.07,15.12,14.63,14.75,8407500,ABCD\n", "ohlcv")
                .get(0));
        assertThat(bar.symbol()).isEqualTo("ABCD");
        assertThat(bar.start()).isEqualTo(at("2013-02-08T00:00:00Z"));
        assertThat(bar.eventTime()).isEqualTo(at("2013-02-09T00:00:00Z"));
        assertThat(List.of(bar.open(), bar.high(), bar.low(), bar.close())).containsExactly(15.07, 15.12, 14.63, 14.75);
        assertThat(bar.volume()).isEqualTo(8_407_500);
        assertThat(bar.currency()).isEqualTo("USD");
        assertThat(bar.origin()).hasToString("input-0@2");
    }

    @Test
    void aCloseOutsideHighAndLowIsABadRowAndStopsNothing() throws IOException {
        List<MarketRow> rows = csv(
                OHLCV + "2013-02-08,15.07,15.12,14.63,15.13,1,ABCD\n2013-02-11,15.07,15.12,14.63,14.62,1,ABCD\n"
                        + "2013-02-12,15,15,15,15,0,ABCD\n",
                "ohlcv");
        assertThat(bad(rows.get(0)))
                .isEqualTo(
                        "input.csv:2: inconsistent-prices: close: 15.13 is above high, 15.12; send the lowest and the highest"
                                + " price of the interval");
        assertThat(bad(rows.get(1))).contains("input.csv:3: inconsistent-prices: close: 14.62 is below low, 14.63");
        assertThat(event(rows.get(2)).id()).isEqualTo("ABCD@2013-02-12T00:00:00Z/86400000");
    }

    @Test
    void whatIsNoPriceIsSaidWithItsColumn() throws IOException {
        List<String> wrong = List.of("", "0", "-1", "1e3", "NaN", "Infinity", "1,5", "0.0000001234567890123456", "x");
        for (String price : wrong) {
            MarketRow row = csv(OHLCV + "2013-02-08,\"" + price + "\",20,1,14.75,1,ABCD\n", "ohlcv")
                    .get(0);
            assertThat(bad(row)).as(price).startsWith("input.csv:2: invalid-price: open: ");
        }
        // Fifteen digits come out of a double as they went in.
        PriceBar exact = (PriceBar) event(csv(OHLCV + "2013-02-08,123.456789012345000,200,1,14.75,1,ABCD\n", "ohlcv")
                .get(0));
        assertThat(exact.open()).isEqualTo(123.456789012345);
    }

    @Test
    void whatElseCannotBeIsSaidToo() throws IOException {
        assertThat(bad(csv(OHLCV + "2013-02-30,15,15,15,15,1,ABCD\n", "ohlcv").get(0)))
                .isEqualTo(
                        "input.csv:2: invalid-event-time: start: the column date is not a time of the form yyyy-MM-dd; correct the row or the"
                                + " mapping");
        assertThat(bad(csv(OHLCV + "2013-02-08,15,14,16,15,1,ABCD\n", "ohlcv").get(0)))
                .contains("low: 16 is above high");
        assertThat(bad(csv(OHLCV + "2013-02-08,15,15,15,15,-1,ABCD\n", "ohlcv").get(0)))
                .contains("volume: \"-1\" is negative");
        assertThat(bad(csv(OHLCV + "2013-02-08,15,15,15,15,1,\n", "ohlcv").get(0)))
                .contains("Name: is missing");
        assertThat(bad(csv(OHLCV + "2013-02-08,15,15,15\n", "ohlcv").get(0))).contains("4 cells and the header has 7");
        assertThat(bad(json(BAR.formatted("1", "1", "1", "1", "1", "XBT")).get(0)))
                .contains("unknown-currency: currency: \"XBT\" is not a currency of ISO 4217");
        for (String interval : List.of("PT0S", "P32D", "soon", "-PT1M")) {
            assertThat(bad(json(BAR.formatted("1", "1", "1", "1", "1", "USD").replace("PT1M", interval))
                            .get(0)))
                    .contains("interval: ");
        }
        String month = BAR.formatted("1", "1", "1", "1", "1", "USD").replace("PT1M", "P31D");
        assertThat(event(json(month).get(0)).eventTime()).isEqualTo(at("2026-02-05T14:30:00Z"));
    }

    @Test
    void recordsOfTheTopicsTellThemselvesApart() throws IOException {
        List<MarketRow> rows = json(
                BAR.formatted("187.15", "187.44", "187.01", "187.40", "120345", "USD")
                        + "{\"newsId\":\"N1\",\"published\":\"2026-01-05T14:31:07Z\",\"headline\":\"It \\\"rose\\\"\",\"body\":null,"
                        + "\"source\":\"Wire\",\"symbols\":[\"ABCD\",\"EFGH\",\"ABCD\"],\"other\":{\"a\":[1]}}\n"
                        + "{\"schemaVersion\":1,\"symbol\":\"ABCD\",\"effective\":\"2026-01-06T00:00:00Z\",\"ratio\":\"0.1\"}\n");
        assertThat(((PriceBar) event(rows.get(0))).close()).isEqualTo(187.40);
        NewsItem news = (NewsItem) event(rows.get(1));
        assertThat(news.symbols()).containsExactly("ABCD", "EFGH");
        assertThat(news.headline()).isEqualTo("It \"rose\"");
        assertThat(news.body()).isNull();
        assertThat(((Split) event(rows.get(2))).ratio()).isEqualTo(0.1);
    }

    @Test
    void aBrokenJsonLineIsABadRow() throws IOException {
        List<MarketRow> rows = json("{\"symbol\":\"ABCD\"\n[]\n{} {}\n{\"symbol\":\"A\",\"symbol\":\"B\"}\n"
                + "{\"newsId\":\"N1\",\"published\":\"2026-01-05T14:31:07Z\",\"headline\":\" \",\"symbols\":[\"A\"]}\n"
                + "{\"newsId\":\"N1\",\"published\":\"2026-01-05T14:31:07Z\",\"headline\":\"x\",\"symbols\":[]}\n"
                + "{\"newsId\":\"N1\",\"published\":\"2026-01-05T14:31:07Z\",\"headline\":\"x\",\"symbols\":\"A\"}\n"
                + BAR.formatted("true", "1", "1", "1", "1", "USD").replace("\"true\"", "true"));
        assertThat(rows).hasSize(8).allMatch(row -> row.bad() != null);
        assertThat(bad(rows.get(1)))
                .isEqualTo("input.jsonl:2: malformed: the record is not a JSON object; send {\"symbol\": ...}");
        assertThat(bad(rows.get(4))).contains("missing-headline: headline: is missing");
        assertThat(bad(rows.get(5))).contains("missing-symbol: symbols: is missing or empty");
        assertThat(bad(rows.get(6))).contains("wrong-type: symbols: is a string; send an array of strings");
        assertThat(bad(rows.get(7))).contains("wrong-type: open: is true or false");
    }

    @Test
    void headlinesAreReadByTheShippedMapping() throws IOException {
        NewsItem news = (NewsItem) event(
                csv("id,time,headline,symbols\n7,2026-01-05T14:31:07Z,\"Up, up\", ABCD ; EFGH;\n", "ohlcv", "headlines")
                        .get(0));
        assertThat(news.id()).isEqualTo("7");
        assertThat(news.headline()).isEqualTo("Up, up");
        assertThat(news.symbols()).containsExactly("ABCD", "EFGH");
    }

    @Test
    void theFirstMappingThatFitsIsTaken() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), """
                delimiter: ";"
                prices:
                  symbol: {constant: ABCD}
                  start: {column: day, format: dd.MM.yyyy, zone: Europe/Berlin}
                  interval: {constant: 1d}
                  open: {column: first}
                  high: {column: most}
                  low: {column: least}
                  close: {column: last}
                  volume: {column: "#6"}
                  currency: {constant: EUR}
                """);
        String[] both = {"ohlcv", other.toString()};
        assertThat(event(csv(OHLCV + "2013-02-08,15,15,15,15,1,X\n", both).get(0))
                        .eventTime())
                .isEqualTo(at("2013-02-09T00:00:00Z"));
        PriceBar bar = (PriceBar) event(csv("day;first;most;least;last;number\n05.07.2026;1;2;0.5;1;9\n", both)
                .get(0));
        assertThat(bar.start()).isEqualTo(at("2026-07-04T22:00:00Z"));
        assertThat(bar.currency()).isEqualTo("EUR");
        assertThatThrownBy(() -> csv("day,first\n", both))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("input.csv:1: mapping ohlcv: no column 'date'. It has: day, first\n")
                .hasMessageEndingWith("or write a mapping: src/docs/commands.md says how");
    }

    @Test
    void filesOfOwnColumnsNeedNoMapping() throws IOException {
        String splits = "symbol,effective,ratio\nABCD,2026-01-06T00:00:00Z,4\nABCD,2026-01-06T00:00:00Z,1\n";
        List<MarketRow> rows = csv(splits, "ohlcv");
        assertThat(((Split) event(rows.get(0))).ratio()).isEqualTo(4);
        assertThat(bad(rows.get(1))).contains("invalid-ratio: ratio: is 1");
        NewsItem news = (NewsItem) event(csv("newsId,published,headline,symbols\nN1,2026-01-05T14:31:07Z,x,A;B\n")
                .get(0));
        assertThat(news.symbols()).containsExactly("A", "B");
        assertThatThrownBy(() -> csv("symbol,start,interval,open,high,low,close,volumes,currency\n"))
                .hasMessageContaining("input.csv:1: no column 'volume'; did you mean volumes?");
        assertThatThrownBy(() -> csv("a,b\n")).hasMessageContaining("columns neither of prices (symbol, start");
        assertThatThrownBy(() -> csv("")).hasMessageContaining("there is no header");
    }

    @Test
    void aShippedMappingThatFitsIsNamed() {
        String fits = "input.csv:1: the mapping ohlcv fits these columns: add --mapping ohlcv";
        assertThatThrownBy(() -> csv(OHLCV))
                .hasMessageContaining("no column 'symbol'")
                .hasMessageEndingWith(fits);
        assertThatThrownBy(() -> csv(OHLCV, "headlines")).hasMessageEndingWith(fits);
    }

    @Test
    void aMappingOfPaymentsIsSaidToBeOne() {
        assertThatThrownBy(() -> MarketFiles.of(List.of("ohlcv", "amlsim")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("the mapping amlsim is of payments, for backtest");
        assertThatThrownBy(() -> PaymentFiles.of("ohlcv"))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("the mapping ohlcv is of prices, for backtest market");
    }

    @Test
    void twoColumnsOfOneNameAreSaidWithWhatToDo() {
        assertThatThrownBy(() -> csv("symbol,effective,ratio,ratio\nA,2026-01-06T00:00:00Z,2,3\n"))
                .hasMessage(
                        "input.csv:1: several columns 'ratio': leave one of them, or name it by its place in a mapping,"
                                + " as #3 or #4");
    }

    @Test
    void aFileInTwoBytesACharacterIsSaidToBeOneWithWhatToDo() {
        String splits = "symbol,effective,ratio\nA,2026-01-06T00:00:00Z,2\n";
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (List<String> mappings : List.of(List.<String>of(), List.of("ohlcv"))) {
                assertThatThrownBy(() -> read(mappings, "input.csv", splits.getBytes(wide)))
                        .isInstanceOf(CommandFailed.class)
                        .hasMessage(
                                "input.csv:1: the file is UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE > CONVERTED");
            }
        }
    }

    @Test
    void aMappingOfTwoKindsOrOfNoneIsRefused() throws IOException {
        Path none = Files.writeString(folder.resolve("none.yaml"), "delimiter: \",\"\n");
        assertThatThrownBy(() -> MarketFiles.of(List.of(none.toString())))
                .hasMessageContaining("maps 0 of prices, news, splits");
        Path slip = Files.writeString(folder.resolve("slip.yaml"), "price: {symbol: {column: x}}\n");
        assertThatThrownBy(() -> MarketFiles.of(List.of(slip.toString())))
                .hasMessageContaining("price")
                .hasMessageContaining("did you mean prices?");
        assertThatThrownBy(() -> MarketFiles.of(List.of("ohlc"))).hasMessageContaining("headlines, ohlcv");
    }

    @Test
    void rowsOfAllFilesAreSortedByTimeIdFileAndLine() throws IOException {
        Path one = Files.writeString(
                folder.resolve("p1.csv"),
                OHLCV + "2013-02-11,15,15,15,15,1,B\n2013-02-08,15,15,15,15,2,B\n2013-02-08,15,14,15,15,1,B\n");
        Path two = folder.resolve("p2.csv.gz");
        Files.write(two, gzip(OHLCV + "2013-02-08,15,15,15,15,3,A\n2013-02-08,15,15,15,15,4,B\n"));
        Files.writeString(folder.resolve("other.txt"), "none of them");
        List<String> inputs =
                MarketFiles.expand(List.of(folder.resolve("p*.csv*").toString()));
        assertThat(inputs).containsExactly(one.toString(), two.toString());
        SortedMarket sorted =
                SortedMarket.read(inputs, MarketFiles.of(List.of("ohlcv")), folder.resolve("sorted"), (f, rows) -> {});
        List<Long> volumes = new ArrayList<>();
        for (Iterator<PriceBar> bars = sorted.bars(); bars.hasNext(); ) {
            volumes.add(bars.next().volume());
        }
        assertThat(volumes).containsExactly(3L, 2L, 4L, 1L);
        assertThat(sorted.count(MarketKind.PRICES)).isEqualTo(4);
        assertThat(sorted.badRows()).isEqualTo(1);
        BadRow bad = sorted.bad().next();
        assertThat(bad.toString()).startsWith(one + ":4: inconsistent-prices: low: 15 is above high, 14");
        assertThat(sorted.files().get(0).rows()).isEqualTo(3);
        assertThat(new String(DeadLetters.toJson(bad.letter()), StandardCharsets.UTF_8))
                .contains("\"source\":\"input-0@4\"")
                .contains("\"value\":\"2013-02-08,15,14,15,15,1,B\"")
                .doesNotContain(folder.toString());
        assertThatThrownBy(() ->
                        MarketFiles.expand(List.of(folder.resolve("q*.csv").toString())))
                .hasMessageContaining("no file fits");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
