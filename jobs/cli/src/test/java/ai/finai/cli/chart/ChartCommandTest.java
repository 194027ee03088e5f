package ai.finai.cli.chart;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.events.Severity;
import ai.finai.events.market.MarketAlert.Status;
import ai.finai.jobs.archive.SymbolStory;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ChartCommandTest {

    @TempDir
    Path folder;

    @Test
    void thereIsACandleForEachBarAndAlertsAreAtTheirBars() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 100);
        long end = story.bars().get(62).bar().end();
        story.with(story.alert("mine", 1, Status.OPEN, "volatility-regime", Severity.HIGH, end));
        Picture picture = chart(story);

        List<Element> candles = picture.groups("candle");
        assertThat(candles).hasSize(100);
        List<Element> marks = picture.groups("alert", "volatility-regime", "high");
        assertThat(marks).as("at the price and in its lane").hasSize(2);
        for (Element mark : marks) {
            assertThat(Picture.x(mark)).isCloseTo(Picture.x(candles.get(62)), within(0.02));
            assertThat(Picture.said(mark))
                    .contains("HIGH  volatility-regime: AAPL moved by more than 4 standard deviations & more");
        }
        assertThat(picture.groups("headline")).hasSize(story.news().size());
        assertThat(picture.groups("expected")).hasSize(1);
    }

    @Test
    void candlesAreFullWhereThePriceFell() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 100);
        long fell = story.bars().stream()
                .filter(watched -> watched.bar().close() < watched.bar().open())
                .count();
        assertThat(fell).isBetween(20L, 80L);
        assertThat(chart(story).groups("candle", "down")).hasSize((int) fell).allSatisfy(candle -> assertThat(
                        Picture.elements(candle, "rect").get(0).getAttribute("fill"))
                .isEqualTo("#1a1a1a"));
    }

    @Test
    void theLastRevisionOfAnAlertHoldsAndWithdrawnOnesAreNotShown() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 20);
        long end = story.bars().get(10).bar().end();
        story.with(story.alert("one", 2, Status.WITHDRAWN, "unexplained-move", Severity.HIGH, end))
                .with(story.alert("one", 1, Status.OPEN, "unexplained-move", Severity.HIGH, end))
                .with(story.alert("two", 1, Status.OPEN, "news-driven-move", Severity.LOW, end))
                .with(story.alert("two", 2, Status.OPEN, "news-driven-move", Severity.CRITICAL, end));
        Picture picture = chart(story);
        assertThat(picture.groups("alert", "unexplained-move")).isEmpty();
        assertThat(picture.groups("alert", "news-driven-move", "low")).isEmpty();
        assertThat(picture.groups("alert", "news-driven-move", "critical")).hasSize(2);
        assertThat(picture.text()).contains("1 alert (1 more withdrawn)");
    }

    @Test
    void moreBarsThanThereIsRoomForAreALine() throws Exception {
        Picture picture = chart(SymbolStory.ofMinutes("AAPL", 5000));
        assertThat(picture.groups("candle")).isEmpty();
        assertThat(picture.groups("closes")).hasSize(1);
        assertThat(picture.text()).contains("close</text>").doesNotContain("rose</text>");
    }

    @Test
    void theSameArchiveGivesTheSameBytes() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 80, 40);
        String first = chart(story).text();
        Path again = folder.resolve("again.svg");
        run("AAPL", "--output", again.toString());
        assertThat(again).hasContent(first.strip());
    }

    @Test
    void aPngHasTheSizeThatWasAskedForAndIsNotBlank() throws Exception {
        SymbolStory.ofDays("AAPL", 80).writeTo(folder);
        Path file = folder.resolve("new/apple.PNG");
        Cli result = run("AAPL", "--output", file.toString(), "--width", "801", "--height", "503");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("AAPL, 2026-01-05 to 2026-04-24; 80 bars of 1 day, 2 alerts", "801 x 503");
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(801);
        assertThat(image.getHeight()).isEqualTo(503);
        long colours = Arrays.stream(image.getRGB(0, 0, 801, 503, null, 0, 801))
                .distinct()
                .count();
        assertThat(colours).isGreaterThan(20);
    }

    @Test
    void aPeriodShowsItsBarsOnly() throws Exception {
        SymbolStory.ofMinutes("AAPL", 800).writeTo(folder);
        Path file = folder.resolve("x.svg");
        run("AAPL", "--from", "2026-01-06", "--to", "2026-01-06", "--output", file.toString(), "--width", "2000");
        Picture day = Picture.of(file);
        assertThat(day.groups("candle")).hasSize(390);
        assertThat(day.text()).contains("AAPL, 2026-01-06 14:30 to 21:00");

        Cli hour = run(
                "AAPL", "--from", "2026-01-06T15:00Z", "--to", "2026-01-06 17:00+01:00", "--output", file.toString());
        assertThat(hour.out()).contains("60 bars of 1 min");
    }

    @Test
    void barsOfSeveralLengthsAreNotMixed() throws Exception {
        SymbolStory.ofMinutes("AAPL", 60).writeTo(folder);
        SymbolStory.ofDays("AAPL", 20).writeTo(folder);
        String file = folder.resolve("x.svg").toString();
        assertThat(run("AAPL", "--output", file).out()).contains("60 bars of 1 min");
        assertThat(run("AAPL", "--output", file, "--interval", "24h").out()).contains("20 bars of 1 day");
        Cli none = run("AAPL", "--output", file, "--interval", "5min");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err().strip()).isEqualTo("finai: no bars of PT5M of AAPL; there are PT1M and PT24H");
    }

    @Test
    void aSymbolThatIsNotThereIsSaidWithTheNearest() throws Exception {
        SymbolStory.ofDays("AAPL", 20).writeTo(folder);
        SymbolStory.ofDays("MSFT", 20).writeTo(folder);
        assertRefused("no symbol APPL in " + folder + "; did you mean AAPL?", "APPL");
        assertRefused("no symbol TSLA in " + folder + "; there are AAPL, MSFT", "TSLA");
    }

    @Test
    void aPeriodWithoutBarsIsSaidWithTheBarsThereAre() throws Exception {
        SymbolStory.ofDays("AAPL", 20).writeTo(folder);
        assertRefused(
                "no bars of AAPL from 2025-01-01T00:00:00Z to 2025-02-02T00:00:00Z; there are 20 bars from"
                        + " 2026-01-05T00:00:00Z to 2026-01-31T00:00:00Z",
                "AAPL",
                "--from",
                "2025-01-01",
                "--to",
                "2025-02-01");
    }

    @Test
    void whatCannotBeDrawnIsRefusedBeforeAnythingIsRead() {
        assertRefused(
                "no bars in " + folder + ": expected files bars/day=.../*.parquet there, as the market job"
                        + " writes them",
                "AAPL");
        assertRefused("--output x.gif: expected a name that ends in .svg or .png", "AAPL", "--output", "x.gif");
        assertRefused("--width 20: expected 320 to 10000", "AAPL", "--width", "20");
        assertRefused(
                "--from 2026-01-06 is not before --to 2026-01-05",
                "AAPL",
                "--from",
                "2026-01-06",
                "--to",
                "2026-01-05");
        assertRefused(
                "--from yesterday: expected a day or a time, as 2026-01-05 or 2026-01-05T14:30Z",
                "AAPL",
                "--from",
                "yesterday");
        Cli nowhere =
                finai("chart", "AAPL", "--input", folder.resolve("nowhere").toString());
        assertThat(nowhere.err()).startsWith("finai: no folder " + folder.resolve("nowhere"));
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private void assertRefused(String message, String... arguments) {
        Cli result = run(arguments);
        assertThat(result.err().strip()).isEqualTo("finai: " + message);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private Picture chart(SymbolStory story) throws Exception {
        story.writeTo(folder);
        Path file = folder.resolve("chart.svg");
        Cli result = run("AAPL", "--output", file.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(Files.size(file)).isLessThan(1_000_000);
        return Picture.of(file);
    }

    private Cli run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("chart"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--input", folder.toString()));
        return finai(all.toArray(String[]::new));
    }
}
