package ai.finai.events.market;

import static ai.finai.events.fixtures.PublishedSchemas.errors;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetter;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketReadersTest {

    private static final Origin ORIGIN = new Origin("prices", 3, 7);
    private static final long NOW = Instants.parse("2026-01-05T15:00:00Z");
    private static final String BAR = """
            {"symbol":"AAPL","start":"2026-01-05T14:30:00Z","interval":"PT1M","open":"187.15","high":"187.44",\
            "low":"187.01","close":"187.40","volume":120345,"currency":"USD"}""";
    private static final String NEWS = """
            {"newsId":"N1","published":"2026-01-05T14:31:07Z","headline":"Example Corp raises its outlook","body":null,\
            "source":"Wire","symbols":["AAPL","MSFT","AAPL"]}""";
    private static final String SPLIT = "{\"symbol\":\"AAPL\",\"effective\":\"2026-01-06T00:00:00Z\",\"ratio\":\"4\"}";

    private final PriceBarReader bars = new PriceBarReader(Duration.ofMinutes(5));
    private final NewsReader news = new NewsReader(Duration.ofMinutes(5));
    private final SplitReader splits = new SplitReader();

    @Test
    void aBarIsRead() {
        assertThat(read(bars, BAR).event())
                .isEqualTo(new PriceBar(
                        "AAPL",
                        Instants.parse("2026-01-05T14:30:00Z"),
                        60_000,
                        187.15,
                        187.44,
                        187.01,
                        187.4,
                        120_345,
                        "USD",
                        ORIGIN));
        assertThat(read(bars, BAR).event().id()).isEqualTo("AAPL@2026-01-05T14:30:00Z/60000");
        assertThat(read(bars, BAR).event().eventTime()).isEqualTo(Instants.parse("2026-01-05T14:31:00Z"));
    }

    @Test
    void newsIsReadAndASymbolThatIsNamedTwiceCountsOnce() {
        assertThat(read(news, NEWS).event())
                .isEqualTo(new NewsItem(
                        "N1",
                        Instants.parse("2026-01-05T14:31:07Z"),
                        "Example Corp raises its outlook",
                        null,
                        "Wire",
                        List.of("AAPL", "MSFT"),
                        ORIGIN));
    }

    @Test
    void aSplitIsReadBeforeItTakesEffect() {
        assertThat(read(splits, SPLIT).event())
                .isEqualTo(new Split("AAPL", Instants.parse("2026-01-06T00:00:00Z"), 4, ORIGIN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"symbol\":\"AAPL\"| \"symbol\":\" \"| MISSING_SYMBOL",
                "\"symbol\":\"AAPL\"| \"symbol\":7| WRONG_TYPE",
                "\"start\":\"2026-01-05T14:30:00Z\"| \"start\":\"yesterday\"| INVALID_EVENT_TIME",
                "\"start\":\"2026-01-05T14:30:00Z\"| \"start\":null| INVALID_EVENT_TIME",
                "\"start\":\"2026-01-05T14:30:00Z\"| \"start\":\"2026-01-05T15:05:00Z\"| EVENT_TIME_IN_FUTURE",
                "\"interval\":\"PT1M\"| \"interval\":\"1m\"| INVALID_INTERVAL",
                "\"interval\":\"PT1M\"| \"interval\":\"PT0S\"| INVALID_INTERVAL",
                "\"interval\":\"PT1M\"| \"interval\":\"-PT1M\"| INVALID_INTERVAL",
                "\"interval\":\"PT1M\"| \"interval\":\"P32D\"| INVALID_INTERVAL",
                "\"open\":\"187.15\"| \"open\":\"0\"| INVALID_PRICE",
                "\"open\":\"187.15\"| \"open\":\"-187.15\"| INVALID_PRICE",
                "\"open\":\"187.15\"| \"open\":1.8715e2| INVALID_PRICE",
                "\"open\":\"187.15\"| \"open\":\"NaN\"| INVALID_PRICE",
                "\"open\":\"187.15\"| \"open\":\"187.1500000000001\"| INVALID_PRICE",
                "\"open\":\"187.15\"| \"x\":1| INVALID_PRICE",
                "\"open\":\"187.15\"| \"open\":\"188\"| INCONSISTENT_PRICES",
                "\"low\":\"187.01\"| \"low\":\"187.16\"| INCONSISTENT_PRICES",
                "\"volume\":120345| \"volume\":-1| INVALID_VOLUME",
                "\"volume\":120345| \"volume\":1.5| INVALID_VOLUME",
                "\"volume\":120345| \"volume\":null| INVALID_VOLUME",
                "\"currency\":\"USD\"| \"currency\":\"usd\"| UNKNOWN_CURRENCY",
                "\"currency\":\"USD\"| \"currency\":\"USD\",\"symbol\":\"B\"| MALFORMED",
                "\"currency\":\"USD\"| \"schemaVersion\":2,\"currency\":\"USD\"| UNSUPPORTED_SCHEMA_VERSION",
                "\"AAPL\"| \"\\u0007\"| INVALID_TEXT",
                "\"AAPL\"| \"\\ud83d\"| INVALID_TEXT",
                "AAPL| A\u0085B| INVALID_TEXT",
                "AAPL| A\u202eB| INVALID_TEXT",
                "AAPL| A\u2066B| INVALID_TEXT",
                "AAPL| A\u200bB| INVALID_TEXT",
                "AAPL| A\udb40\udc41B| INVALID_TEXT",
                "14:30:00Z| 14:30:00.0005Z| INVALID_EVENT_TIME",
                "14:30:00Z| 14:30:00.123456789+02:00| INVALID_EVENT_TIME",
                "2026-01-05T| +292278000-01-05T| INVALID_EVENT_TIME",
                "2026-01-05T14:30:00Z| 9999-12-31T23:59:00Z| INVALID_EVENT_TIME",
                "120345| 1234567890123456789| INVALID_VOLUME",
                "\"187.15\"| \"0.0000000000001\"| INVALID_PRICE",
            })
    void aBadBarIsADeadLetterWithItsReason(String good, String bad, RejectionReason reason) {
        assertThat(reason(bars, replaced(BAR, good, bad))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"newsId\":\"N1\"| \"newsId\":\"\"| MISSING_NEWS_ID",
                "N1| N\u202e1| INVALID_TEXT",
                "\"MSFT\"| \"M\u007fSFT\"| INVALID_TEXT",
                "\"published\":\"2026-01-05T14:31:07Z\"| \"published\":\"2027-01-05T14:31:07Z\"| EVENT_TIME_IN_FUTURE",
                "\"published\":\"2026-01-05T14:31:07Z\"| \"published\":true| WRONG_TYPE",
                "\"headline\":\"Example Corp raises its outlook\"| \"headline\":\"  \"| MISSING_HEADLINE",
                "[\"AAPL\",\"MSFT\",\"AAPL\"]| []| MISSING_SYMBOL",
                "[\"AAPL\",\"MSFT\",\"AAPL\"]| [\" \",\"\"]| MISSING_SYMBOL",
                "[\"AAPL\",\"MSFT\",\"AAPL\"]| \"AAPL\"| WRONG_TYPE",
                "[\"AAPL\",\"MSFT\",\"AAPL\"]| [\"AAPL\",{\"a\":[1]},[2]]| WRONG_TYPE",
                "[\"AAPL\",\"MSFT\",\"AAPL\"]| [\"AAPL\"| MALFORMED",
            })
    void badNewsIsADeadLetterWithItsReason(String good, String bad, RejectionReason reason) {
        assertThat(reason(news, replaced(NEWS, good, bad))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ratio\":\"4\"| \"ratio\":\"1.0\"| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":\"0\"| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":\"4:1\"| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":null| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":\"1000000.1\"| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":\"0.00000099\"| INVALID_RATIO",
                "\"ratio\":\"4\"| \"ratio\":2000000| INVALID_RATIO",
                "00:00:00Z| 00:00:00.0001Z| INVALID_EVENT_TIME",
                "2026-01-06| 2028-01-06| EVENT_TIME_IN_FUTURE",
                "\"AAPL\"| null| MISSING_SYMBOL",
            })
    void aBadSplitIsADeadLetterWithItsReason(String good, String bad, RejectionReason reason) {
        assertThat(reason(splits, replaced(SPLIT, good, bad))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Split.SMALLEST_RATIO, Split.LARGEST_RATIO})
    void theFarthestSplitsAreReadAndFollowTheSchema(double ratio) {
        byte[] written = new MarketJson().write(new Split("AAPL", NOW, ratio, ORIGIN));
        assertThat(read(splits, new String(written, StandardCharsets.UTF_8)).event())
                .isEqualTo(new Split("AAPL", NOW, ratio, ORIGIN));
        assertThat(errors("split", written)).isEmpty();
        assertThat(errors("split", SPLIT.replace("\"4\"", "\"1000001\"").getBytes(StandardCharsets.UTF_8)))
                .isNotEmpty();
    }

    @Test
    void moreThanSixtyFourSymbolsAreTooMany() {
        StringBuilder many = new StringBuilder("[\"S0\"");
        for (int i = 1; i <= 64; i++) {
            many.append(",\"S").append(i).append('"');
        }
        assertThat(reason(news, NEWS.replace("[\"AAPL\",\"MSFT\",\"AAPL\"]", many + "]")))
                .isEqualTo(RejectionReason.FIELD_TOO_LONG);
    }

    @Test
    void blanksAroundASymbolOrAnIdAreNoneOfIt() {
        assertThat(read(bars, BAR.replace("AAPL", "  AAPL ")).event().symbol()).isEqualTo("AAPL");
        assertThat(read(splits, SPLIT.replace("AAPL", "AAPL ")).event().symbol())
                .isEqualTo("AAPL");
        NewsItem item = read(news, NEWS.replace("N1", " N 1 ").replace("\"MSFT\"", "\" AAPL\",\"B C\""))
                .event();
        assertThat(item.id()).isEqualTo("N 1");
        assertThat(item.symbols()).containsExactly("AAPL", "B C");
    }

    @Test
    void aHeadlineKeepsWhatCannotBeSeen() {
        assertThat(read(news, NEWS.replace("raises", "\u202eraises")).event().headline())
                .isEqualTo("Example Corp \u202eraises its outlook");
    }

    @Test
    void noughtsBeyondAMillisecondAreNoneAndThoseOfNewsAreCut() {
        long start = read(bars, BAR.replace("14:30:00Z", "14:30:00.123000000Z"))
                .event()
                .start();
        assertThat(start).isEqualTo(Instants.parse("2026-01-05T14:30:00.123Z"));
        assertThat(read(news, NEWS.replace("07Z", "07.1239Z")).event().published())
                .isEqualTo(Instants.parse("2026-01-05T14:31:07.123Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120345| 1234567890123456789| volume: a text of 19 characters has more than 18 digits; send a whole number from"
                        + " 0, of at most 18 digits",
                "120345| -5| volume: \"-5\" is negative; send a whole number from 0, of at most 18 digits",
                "\"187.44\"| \"187.2\"| close: 187.4 is above high, 187.2; send the lowest and the highest price of the interval",
                "\"187.01\"| \"187.44\"| open: 187.15 is below low, 187.44; send the lowest and the highest price of the interval",
                "\"187.01\"| \"190\"| low: 190 is above high, 187.44; send the lowest and the highest price of the interval",
                "\"187.01\"| null| low: is missing; send a positive decimal string such as \"187.40\"",
                "00Z| 00.0005Z| start: \"2026-01-05T14:30:00.0005Z\" is finer than a millisecond; send at most three decimals of"
                        + " a second",
            })
    void whatIsWrongWithABarIsSaidWithWhatToDo(String good, String bad, String sentence) {
        DeadLetter letter = read(bars, replaced(BAR, good, bad)).rejected();
        assertThat(letter.sentence()).isEqualTo(sentence);
    }

    @Test
    void noVolumeIsAVolume() {
        assertThat(read(bars, BAR.replace("120345", "0")).event().volume()).isZero();
        assertThat(read(bars, BAR.replace("120345", "\"0\"")).event().volume()).isZero();
    }

    @Test
    void whatIsWrittenIsReadAgainAndFollowsItsSchema() {
        Random random = new Random(5);
        MarketJson json = new MarketJson();
        for (int i = 0; i < 2_000; i++) {
            double low = price(random);
            double high = low + price(random);
            PriceBar bar = new PriceBar(
                    "S" + i,
                    random.nextInt(1_000_000) * 1_000L,
                    1 + random.nextInt(86_400_000),
                    rounded(low),
                    rounded(high),
                    rounded(low),
                    rounded(high),
                    random.nextLong(1L << 50),
                    "EUR",
                    ORIGIN);
            byte[] written = json.write(bar);
            assertThat(read(bars, new String(written, StandardCharsets.UTF_8)).event())
                    .isEqualTo(bar);
            if (i < 50) {
                assertThat(errors("price-bar", written)).isEmpty();
            }
        }
        NewsItem item = new NewsItem("N é", 1_000, "\"Quoted\"\tline", "body", null, List.of("A", "B"), ORIGIN);
        assertThat(read(news, new String(json.write(item), StandardCharsets.UTF_8))
                        .event())
                .isEqualTo(item);
        assertThat(errors("news", json.write(item))).isEmpty();
        Split split = new Split("A", 86_400_000, 0.1, ORIGIN);
        assertThat(read(splits, new String(json.write(split), StandardCharsets.UTF_8))
                        .event())
                .isEqualTo(split);
        assertThat(errors("split", json.write(split))).isEmpty();
        assertThat(errors(
                        "market-late-event",
                        LateMarketEventJson.write(
                                new LateMarketEvent("bar", bar(1).id(), "A", 1_000, Long.MAX_VALUE, ORIGIN))))
                .isEmpty();
    }

    private static PriceBar bar(long start) {
        return new PriceBar("A", start, 1, 1, 1, 1, 1, 0, "USD", ORIGIN);
    }

    private static double price(Random random) {
        return Math.exp(random.nextDouble() * 16 - 8);
    }

    /** To 12 decimals at most, as prices on the wire are. */
    private static double rounded(double price) {
        return new java.math.BigDecimal(price)
                .round(new java.math.MathContext(12))
                .setScale(12, java.math.RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    private static String replaced(String json, String good, String bad) {
        assertThat(json).contains(good);
        return json.replace(good, bad);
    }

    private static <T> @Nullable RejectionReason reason(RecordReader<T> reader, String json) {
        DeadLetter letter = read(reader, json).rejected();
        return letter == null ? null : letter.reason();
    }

    private static <T> Received<T> read(RecordReader<T> reader, String json) {
        return reader.read(null, json.getBytes(StandardCharsets.UTF_8), ORIGIN, NOW);
    }
}
