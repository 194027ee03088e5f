package ai.finai.cli.backtest.market;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.events.Instants;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketBacktestCommandTest {

    private static final String PRICES = "symbol,start,interval,open,high,low,close,volume,currency\n";
    private static final long DAY = 86_400_000;
    private static final long BAR = 30 * 60_000;
    private static final long OPENS = 14 * 3_600_000 + BAR;

    /** For the first 60 bars no move is known to be large. */
    private static final int UNDEFINED_DAYS = 9;

    @TempDir
    Path folder;

    private record Label(String symbol, long time, String kind) {}

    @Test
    void everyJumpIsSaidWithItsNewsOrAsUnexplainedAndNoSplitAndTheSameBytesComeAtAnotherParallelism()
            throws IOException {
        Path market = folder.resolve("market");
        String generate = "generate market --symbols 5 --days 160 --seed 5 --interval PT30M --jumps 0.05 --headlines 0";
        Cli generated =
                finai(Stream.concat(Arrays.stream(generate.split(" ")), Stream.of("--output", market.toString()))
                        .toArray(String[]::new));
        assertThat(generated.exitCode()).as(generated.err()).isEqualTo(ExitCode.OK);
        Path rules = write("rules.yaml", """
                rules:
                  - {id: jump, kind: price-jump, version: 1, severity: LOW, quietPeriod: 0s,
                     parameters: {minZ: 5, minReturn: 0.02}}
                  - {id: driven, kind: news-driven-move, version: 1, severity: LOW, quietPeriod: 0s,
                     parameters: {minZ: 5, minReturn: 0.02, before: 8h, after: 30min}}
                  - {id: unexplained, kind: unexplained-move, version: 1, severity: LOW, quietPeriod: 0s,
                     parameters: {minZ: 5, minReturn: 0.02, before: 8h, waitingTime: 30min}}
                """);
        String inputs = market.resolve("*.jsonl.gz").toString();
        String[] options = {"--input", inputs, "--rules", rules.toString(), "--index", "INDEX", "--largest", "3"};

        backtest("first", "--parallelism", "1", options);
        backtest("second", "--parallelism", "2", options);

        for (String file : List.of("alerts.jsonl", "dead-letters.jsonl", "summary.json")) {
            assertThat(folder.resolve("second").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(file));
        }
        assertThat(folder.resolve("first/dead-letters.jsonl")).isEmptyFile();
        List<MarketAlert> alerts = alerts("first");
        assertThat(alerts)
                .isSortedAccordingTo(Comparator.comparingLong(MarketAlert::eventTime)
                        .thenComparing(MarketAlert::alertId)
                        .thenComparing(MarketAlert::revision));
        List<Label> labels = labels(market.resolve("labels.csv"));
        List<Label> jumps = ofKind(labels, "jump");
        List<Label> jumpsWithNews = ofKind(labels, "jump-with-news");
        List<Label> splits = ofKind(labels, "split");
        assertThat(jumps).hasSizeGreaterThan(5);
        assertThat(jumpsWithNews).hasSizeGreaterThan(5);
        assertThat(splits).isNotEmpty();
        assertThat(jumps).allSatisfy(jump -> assertThat(rulesOf(alerts, jump)).contains("unexplained", "jump"));
        assertThat(jumpsWithNews)
                .allSatisfy(jump -> assertThat(rulesOf(alerts, jump)).contains("driven", "jump"));
        List<Label> calmSplits = splits.stream()
                .filter(split -> Stream.concat(jumps.stream(), jumpsWithNews.stream())
                        .noneMatch(jump -> jump.symbol().equals(split.symbol()) && sameBar(jump, split)))
                .toList();
        assertThat(calmSplits).isNotEmpty();
        assertThat(calmSplits)
                .allSatisfy(split -> assertThat(rulesOf(alerts, split)).isEmpty());
        assertThat(Files.readString(folder.resolve("first/summary.json")))
                .contains("\"index\" : \"INDEX\"", "\"symbols\" : 6", "\"late\" : 0", "\"withdrawn\" : 0");
    }

    @Test
    void rowsThatAreNeitherBarNorNewsNorSplitAreDeadLettersWithFileAndLineAndSentence() throws IOException {
        Path prices = write(
                "prices.csv",
                PRICES
                        + "AAA,2026-01-05T14:30:00Z,PT1M,10,10,10,10,5,USD\n"
                        + "AAA,2026-01-05T14:31:00Z,PT1M,10,9,10,10,5,USD\n"
                        + "AAA,2026-01-05T14:30:00Z,PT1M,10,10,10,10,5,USD\n"
                        + "AAA,2026-01-05T14:30:00Z,PT1M,10,11,10,10,5,USD\n");
        Path others = write("others.jsonl", """
                {"newsId":"N1","published":"2026-01-05T14:31:07Z","headline":"AAA wins","source":"Wire","symbols":["AAA"]}
                {"symbol":"AAA","effective":"2026-01-06T00:00:00Z","ratio":"4"}
                {"symbol":"AAA","effective":"2026-01-06T00:00:00Z","ratio":"0"}
                """);

        Cli result = backtest(
                "out", "--format", "json", "--input", prices.toString(), others.toString(), "--parallelism", "2");

        List<String> letters = Files.readAllLines(folder.resolve("out/dead-letters.jsonl"));
        assertThat(letters.stream()
                        .map(line -> line.replaceAll(".*\"source\":\"([^\"]*)\",\"reason\":\"([^\"]*)\".*", "$1 $2")))
                .containsExactly(
                        "input-0@3 inconsistent-prices", "input-0@5 conflicting-duplicate", "input-1@3 invalid-ratio");
        assertThat(letters.get(0)).contains("is above high");
        assertThat(result.out())
                .contains("\"rows\" : 7", "\"bars\" : 1", "\"news\" : 1", "\"splits\" : 1", "\"badRows\" : 2")
                .contains("\"duplicates\" : 1", "\"total\" : 3")
                .isEqualTo(Files.readString(folder.resolve("out/summary.json")))
                .doesNotContain(folder.toString());
    }

    @Test
    void aSymbolWithBlanksAroundItMeetsItsNews() throws IOException {
        Path news = write("news.jsonl", """
                {"newsId":"N1","published":"2026-01-05T16:30:20Z","headline":"PAD wins","symbols":[" PAD"]}
                """);

        backtest("out", "--input", jump("PAD ", "USD").toString(), news.toString());

        assertThat(alerts("out"))
                .allMatch(alert -> alert.subject().id().equals("PAD"))
                .extracting(alert -> alert.rule().kind())
                .contains("price-jump")
                .doesNotContain("unexplained-move");
    }

    @Test
    void aBarInAnotherCurrencyIsNoJumpButADeadLetter() throws IOException {
        backtest("jump", "--input", jump("AAA", "USD").toString());
        Cli result = backtest(
                "out", "--format", "json", "--input", jump("AAA", "JPY").toString());

        assertThat(alerts("jump")).isNotEmpty();
        assertThat(alerts("out")).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("out/dead-letters.jsonl")))
                .singleElement()
                .asString()
                .contains("\"source\":\"input-0@121\",\"reason\":\"other-currency\"")
                .contains("currency: is JPY, and the bars of this symbol are in USD");
        assertThat(result.out()).contains("\"rows\" : 121", "\"bars\" : 120", "\"badRows\" : 0", "\"total\" : 1");
    }

    /** Two hours of bars by the minute, and one that is a fifth higher. */
    private Path jump(String symbol, String currencyOfJump) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i <= 120; i++) {
            rows.append("""
                    {"symbol":"%1$s","start":"%2$s","interval":"PT1M","open":"%3$s","high":"%3$s","low":"%3$s","close":"%3$s",\
                    "volume":100,"currency":"%4$s"}
                    """.formatted(
                            symbol,
                            Instants.format(Instants.parse("2026-01-05T14:30:00Z") + 60_000L * i),
                            i == 120 ? "120" : "100.0" + i * 7 % 10,
                            i == 120 ? currencyOfJump : "USD"));
        }
        return write("bars-" + currencyOfJump + ".jsonl", rows.toString());
    }

    @Test
    void theLargestMovesAreListedWithWhatWasSaidThatDay() throws IOException {
        Cli result = backtest("out", "--input", days().toString(), "--mapping", "ohlcv", "--largest", "2");

        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(lines.size() - 2))
                .matches("ABC +2013-07-20T00:00:00Z +\\+2.\\.. % +price-jump, unexplained-move");
        assertThat(lines.get(lines.size() - 1)).matches("ABC .* nothing");
        assertThat(result.out()).contains("300 bars", "1 symbol,", "0.8 years of symbols");
        assertThat(Files.readString(folder.resolve("out/summary.json")))
                .contains("\"said\" : [\n        \"price-jump\",\n        \"unexplained-move\"\n      ]");
    }

    @Test
    void barsAreForetoldByTheShippedModelWhereItIsAskedFor() throws IOException {
        String prices = days().toString();
        String[] options = {"--input", prices, "--mapping", "ohlcv", "--forecaster", "shipped"};

        Cli without = backtest("without", "--input", prices, "--mapping", "ohlcv");
        Cli result = backtest("one", "--parallelism", "1", options);
        backtest("two", "--parallelism", "2", options);

        assertThat(without.out()).doesNotContain("foretold");
        assertThat(result.out()).containsPattern("forecasts: 239 bars foretold, [89][0-9]\\.. % of returns within");
        assertThat(alerts("one"))
                .filteredOn(alert -> alert.rule().kind().equals("forecast-surprise"))
                .anySatisfy(alert -> {
                    assertThat(alert.eventTime()).isEqualTo(Instants.parse("2013-07-21T00:00:00Z"));
                    assertThat(alert.narrative()).contains("price-lstm expected -");
                    assertThat(alert.scores()).singleElement().matches(score -> score.model()
                            .equals("price-lstm"));
                });
        assertThat(alerts("without"))
                .isNotEmpty()
                .noneMatch(alert -> alert.rule().kind().equals("forecast-surprise"));
        assertThat(folder.resolve("two/alerts.jsonl")).hasSameBinaryContentAs(folder.resolve("one/alerts.jsonl"));
    }

    /** Of a symbol that moves by about one percent a day, and once by a fifth. */
    private Path days() throws IOException {
        Random random = new Random(3);
        StringBuilder rows = new StringBuilder("date,open,high,low,close,volume,Name\n");
        double close = 100;
        LocalDate day = LocalDate.parse("2013-01-01");
        for (int i = 0; i < 300; i++) {
            double open = close;
            close *= Math.exp(0.01 * Math.max(-2, Math.min(2, random.nextGaussian())) + (i == 200 ? 0.2 : 0));
            rows.append("%s,%.2f,%.2f,%.2f,%.2f,1000,ABC%n"
                    .formatted(day.plusDays(i), open, Math.max(open, close), Math.min(open, close), close));
        }
        return write("prices.csv", rows.toString());
    }

    @Test
    void rowsInAnyOrderGiveTheSameAlerts() throws IOException {
        List<String> rows = new ArrayList<>();
        Random random = new Random(4);
        double close = 100;
        for (int i = 0; i < 200; i++) {
            double open = close;
            close *= Math.exp(0.001 * random.nextGaussian() + (i == 150 ? 0.05 : 0));
            rows.add("AAA,%s,PT1M,%.4f,%.4f,%.4f,%.4f,100,USD%n"
                    .formatted(
                            Instants.format(Instants.parse("2026-01-05T14:30:00Z") + 60_000L * i),
                            open,
                            Math.max(open, close),
                            Math.min(open, close),
                            close));
        }
        Path inOrder = write("in-order.csv", PRICES + String.join("", rows));
        Collections.shuffle(rows, random);
        Path shuffled = write("shuffled.csv", PRICES + String.join("", rows));

        backtest("one", "--input", inOrder.toString());
        backtest("two", "--input", shuffled.toString());

        assertThat(alerts("one")).isNotEmpty();
        assertThat(alerts("two").stream().map(MarketAlert::alertId))
                .containsExactlyElementsOf(
                        alerts("one").stream().map(MarketAlert::alertId).toList());
    }

    @Test
    void newsIsReadByTheShippedModelWhereItIsAskedFor() throws IOException {
        StringBuilder news = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            news.append("""
                    {"newsId":"N%d","published":"2026-01-05T14:3%d:07Z","headline":"Profit of AAA plunges on huge losses","symbols":["AAA"]}
                    """.formatted(i, i));
        }
        Path file = write("news.jsonl", news.toString());

        backtest("without", "--input", file.toString());
        backtest("one", "--input", file.toString(), "--sentiment", "shipped", "--parallelism", "1");
        backtest("two", "--input", file.toString(), "--sentiment", "shipped", "--parallelism", "2");

        assertThat(alerts("without")).isEmpty();
        assertThat(alerts("one")).singleElement().satisfies(alert -> {
            assertThat(alert.rule().kind()).isEqualTo("news-sentiment");
            assertThat(alert.narrative()).contains("turned bad");
        });
        assertThat(folder.resolve("two/alerts.jsonl")).hasSameBinaryContentAs(folder.resolve("one/alerts.jsonl"));
    }

    @Test
    void withoutBarsItSucceedsAndSaysSo() throws IOException {
        Path prices = write("prices.csv", PRICES);
        Cli result = backtest("out", "--input", prices.toString(), "--index", "IDX");
        assertThat(result.out()).contains("no bars", "0 alerts").contains("price-jump");
        assertThat(result.out())
                .contains("no --forecaster: rules of the kind forecast-surprise", "no news: rules about");
        assertThat(folder.resolve("out/alerts.jsonl")).isEmptyFile();
        assertThat(folder.resolve("out/summary.json")).content().contains("\"symbolYears\" : 0.000");
    }

    @Test
    void aForecasterOfAnotherIntervalIsSaidToHaveForetoldNothing() throws IOException {
        Path prices = write("prices.csv", PRICES + "AAA,2026-01-05T14:30:00Z,PT1M,10,10,10,10,5,USD\n");
        Path news = write("news.jsonl", """
                {"newsId":"N1","published":"2026-01-05T14:31:07Z","headline":"AAA wins","symbols":["AAA"]}
                """);
        Cli result = backtest("out", "--input", prices.toString(), news.toString(), "--forecaster", "shipped");
        assertThat(result.out())
                .containsPattern(
                        "nothing was foretold: price-lstm/\\d+ is for bars of PT24H, and looks at the 60 before each")
                .contains("no --sentiment: rules of the kind news-sentiment had no scores")
                .doesNotContain("no --forecaster", "no news");
    }

    @Test
    void anUnknownMappingIsRefusedWithThoseThatThereAre() throws IOException {
        Path prices = write("prices.csv", PRICES);
        Cli result = refused("--input", prices.toString(), "--mapping", "ohlc");
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("ohlc").contains("headlines, ohlcv");
    }

    @Test
    void whatIsWrongOnTheCommandLineIsSaidBeforeAnythingIsRead() throws IOException {
        Path prices = write("prices.csv", PRICES);
        String input = prices.toString();
        assertThat(refused("--input", input, "nowhere.csv").err().strip()).isEqualTo("finai: no file nowhere.csv");
        assertThat(refused("--input", write("x.csv", "a,b\n").toString()).err()).contains("x.csv:1: ");
        assertThat(refused("--input", input, "--parallelism", "0").err()).contains("from 1 to 128");
        assertThat(refused("--input", input, "--largest", "-1").err()).contains("from 0 to 1000");
        assertThat(refused("--input", input, "--index", " ").err()).contains("--index is ' '");
        assertThat(refused("--input", input, "--sentiment", folder.resolve("no").toString())
                        .err())
                .isEqualToIgnoringNewLines("finai: no file " + folder.resolve("no/model.onnx"));
        Path ofAccounts = Files.write(folder.resolve("accounts.onnx"), MODEL.bytes());
        assertThat(refused("--input", input, "--forecaster", ofAccounts.toString())
                        .err())
                .contains("accounts.onnx: account-lstm 1 is a step model, for accounts; needed is a window model");
        assertThat(refused(
                                "--input",
                                input,
                                "--forecaster",
                                folder.resolve("no").toString())
                        .err())
                .isEqualToIgnoringNewLines("finai: no file " + folder.resolve("no/model.onnx"));
        assertThat(refused("--input", input, "--news-lateness", "8d").err()).contains("--news-lateness", "at most 7d");
        Path rules = write("rules.yaml", """
                rules:
                  - {id: one, kind: price-jump, version: 1, severity: LOW, parameters: {minz: 3}}
                """);
        assertThat(refused("--input", input, "--rules", rules.toString()).err())
                .contains("rules.yaml:2: ", "did you mean minZ?");
    }

    @Test
    void optionsThatMustBeThereAreAskedForInTheSameWordsByBothCommands() {
        for (List<String> command : List.of(List.of("backtest"), List.of("backtest", "market"))) {
            assertThat(missing(command)).isEqualTo("Missing required options: '--output=DIR', '--input=FILE'");
            assertThat(missing(command, "--output", "out")).isEqualTo("Missing required option: '--input=FILE'");
            assertThat(missing(command, "--input", "in")).isEqualTo("Missing required option: '--output=DIR'");
        }
    }

    private static String missing(List<String> command, String... options) {
        Cli result =
                finai(Stream.concat(command.stream(), Arrays.stream(options)).toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        return result.err().replaceFirst("^finai: ", "").replaceFirst(" See: .*\\R$", "");
    }

    private Cli refused(String... options) {
        Path out = folder.resolve("refused");
        Cli result =
                finai(Stream.concat(Stream.of("backtest", "market", "--output", out.toString()), Arrays.stream(options))
                        .toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(out).doesNotExist();
        return result;
    }

    private Cli backtest(String output, String option, String value, String... others) {
        List<String> all = new ArrayList<>(
                List.of("backtest", "market", "--output", folder.resolve(output).toString(), option, value));
        all.addAll(List.of(others));
        Cli result = finai(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        return result;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<MarketAlert> alerts(String output) throws IOException {
        return Files.readAllLines(folder.resolve(output).resolve("alerts.jsonl")).stream()
                .map(line -> MarketAlertJson.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Of those after the first days, for which there are no figures. */
    private static List<Label> labels(Path file) throws IOException {
        List<Label> labels = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Label(cells[0], Instants.parse(cells[1]), cells[2]))
                .toList();
        long from = Instants.parse("2026-01-05T00:00:00Z") + UNDEFINED_DAYS * DAY;
        return labels.stream().filter(label -> label.time() >= from).toList();
    }

    private static List<Label> ofKind(List<Label> labels, String kind) {
        return labels.stream().filter(label -> label.kind().equals(kind)).toList();
    }

    /** A split takes effect at midnight: its first bar is the one at 14:30. */
    private static long inTrading(Label label) {
        return label.kind().equals("split") ? label.time() + OPENS : label.time();
    }

    private static boolean sameBar(Label one, Label other) {
        return Math.floorDiv(inTrading(one), BAR) == Math.floorDiv(inTrading(other), BAR);
    }

    /** Which rules said something of the bar in which it happened. */
    private static List<String> rulesOf(List<MarketAlert> alerts, Label label) {
        return alerts.stream()
                .filter(alert -> alert.subject().id().equals(label.symbol()))
                .filter(alert -> alert.bars().get(0).start() == Math.floorDiv(inTrading(label), BAR) * BAR)
                .map(alert -> alert.rule().id())
                .toList();
    }
}
