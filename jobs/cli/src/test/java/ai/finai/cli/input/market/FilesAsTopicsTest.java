package ai.finai.cli.input.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.NewsReader;
import ai.finai.events.market.PriceBarReader;
import ai.finai.events.market.SplitReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file holds is taken or refused as if it had come by its topic, and for the same reason. */
class FilesAsTopicsTest {

    private static final String BAR =
            "{'symbol':'AAPL','start':'2026-01-05T14:30:00Z','interval':'PT1M','open':'10','high':'10',"
                    + "'low':'10','close':'10','volume':5,'currency':'USD'}";
    private static final String NEWS =
            "{'newsId':'N1','published':'2026-01-05T14:31:07Z','headline':'Up','source':'Wire','symbols':['AAPL']}";
    private static final String SPLIT = "{'symbol':'AAPL','effective':'2026-01-06T00:00:00Z','ratio':'4'}";

    static List<String> records() {
        return List.of(
                BAR,
                NEWS,
                SPLIT,
                BAR.replace("AAPL", " AAPL  "),
                NEWS.replace("'AAPL'", "'AAPL ',' AAPL'"),
                SPLIT.replace("AAPL", "AAPL "),
                BAR.replace("AAPL", "\\ud83d"),
                NEWS.replace("Up", "\\udc00"),
                BAR.replace("AAPL", "\\ud83d\\ude00"),
                BAR.replace("AAPL", "A\\u0000B"),
                BAR.replace("AAPL", "A\u202eB"),
                NEWS.replace("N1", "N\u0085"),
                NEWS.replace("Up", "Up \u202e"),
                BAR.replace("AAPL", "A".repeat(64)),
                BAR.replace("AAPL", "A".repeat(65)),
                NEWS.replace("'AAPL'", symbols(64)),
                NEWS.replace("'AAPL'", symbols(65)),
                NEWS.replace("Up", "u".repeat(1_001)),
                NEWS.replace("'source'", "'body':'" + "b".repeat(100_001) + "','source'"),
                NEWS.replace("{", "{'schemaVersion':2,"),
                BAR.replace("{", "{'schemaVersion':1,"),
                BAR.replace("'open':'10'", "'open':'9.9999999999999'"),
                BAR.replace("2026-01-05", "+292278000-01-05"),
                BAR.replace("2026-01-05", "1969-12-31"),
                BAR.replace("2026-01-05", "9999-12-31").replace("PT1M", "P1D"),
                BAR.replace("00Z", "00.0005Z"),
                BAR.replace("00Z", "00.000500Z"),
                BAR.replace("00Z", "00.000000Z"),
                SPLIT.replace("00Z", "00.0005Z"),
                NEWS.replace("07Z", "07.0005Z"),
                BAR.replace("PT1M", "1min"),
                BAR.replace("'volume':5", "'volume':1234567890123456789"),
                BAR.replace("'volume':5", "'volume':'5.0'"),
                BAR.replace("'volume':5", "'volume':5e3"),
                NEWS.replace("'N1'", "7"),
                SPLIT.replace("'4'", "'2000000'"),
                SPLIT.replace("'4'", "'0.0000001'"),
                SPLIT.replace("'4'", "'0'"),
                SPLIT.replace("'4'", "'-2'"),
                SPLIT.replace("'4'", "'NaN'"),
                SPLIT.replace("'4'", "NaN"),
                SPLIT.replace("'4'", "1"),
                SPLIT.replace("}", ""),
                NEWS.replace("{", "{'open':1,'ratio':[2],"));
    }

    private static String symbols(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'S" + i + "'").collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aLineIsWhatTheRecordWouldBe(String record) throws IOException {
        byte[] json = record.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Origin origin = new Origin(MarketRows.SOURCE, 0, 1);
        Received<? extends MarketEvent> ofTopic = reader(record).read(null, json, origin, RecordReader.NO_TIMESTAMP);

        MarketRow row = row("input.jsonl", json);

        assertThat(row.event()).isEqualTo(ofTopic.event());
        DeadLetter letter = ofTopic.rejected();
        BadRow bad = row.bad();
        assertThat(bad == null ? null : bad.letter()).isEqualTo(letter);
    }

    private static RecordReader<? extends MarketEvent> reader(String record) {
        if (record.contains("newsId")) {
            return new NewsReader(Duration.ZERO);
        }
        return record.contains("effective") ? new SplitReader() : new PriceBarReader(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-01-06T00:00:00.0005Z,4 | invalid-event-time: effective: ",
                "2026-01-06T00:00:00Z,2000000 | invalid-ratio: ratio: 2000000 is not from 0.000001 to 1000000",
                "2026-01-06T00:00:00Z,NaN | invalid-ratio: ratio: ",
                "2026-01-06T00:00:00Z,1 | invalid-ratio: ratio: is 1, which splits nothing",
                "2026-01-06T00:00:00Z,0.0000000000001 | invalid-ratio: ratio: ",
            })
    void aCellIsHeldToWhatTheFieldMayBe(String cells, String said) throws IOException {
        byte[] csv = ("symbol,effective,ratio\n AAPL ," + cells + '\n').getBytes(StandardCharsets.UTF_8);
        BadRow bad = Objects.requireNonNull(row("input.csv", csv).bad());
        assertThat(bad.toString()).startsWith("input.csv:2: " + said);
        assertThat(new String(bad.letter().value(), StandardCharsets.UTF_8)).isEqualTo(" AAPL ," + cells);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A\u0001B | invalid-text: symbols: holds a control character, U+0001",
                "A\u200bB | invalid-text: symbols: holds a character that cannot be seen, U+200B",
            })
    void aSymbolInACellIsAllToBeSeen(String symbol, String said) throws IOException {
        byte[] csv = ("newsId,published,headline,symbols\nN1,2026-01-05T14:31:07Z,Up \u202e,OK; " + symbol + '\n')
                .getBytes(StandardCharsets.UTF_8);
        assertThat(Objects.requireNonNull(row("input.csv", csv).bad()).toString())
                .startsWith("input.csv:2: " + said);
        byte[] good =
                new String(csv, StandardCharsets.UTF_8).replace(symbol, "AB ;;").getBytes(StandardCharsets.UTF_8);
        NewsItem news = (NewsItem) Objects.requireNonNull(row("input.csv", good).event());
        assertThat(news.symbols()).containsExactly("OK", "AB");
        assertThat(news.headline()).isEqualTo("Up \u202e");
    }

    private static MarketRow row(String name, byte[] bytes) throws IOException {
        try (MarketRows rows = MarketFiles.of(List.of()).read(new ByteArrayInputStream(bytes), name, 0)) {
            return Objects.requireNonNull(rows.next());
        }
    }
}
