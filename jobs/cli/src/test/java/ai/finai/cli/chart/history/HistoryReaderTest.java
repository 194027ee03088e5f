package ai.finai.cli.chart.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.cli.chart.history.History.Bar;
import ai.finai.cli.chart.history.History.UnitChange;
import ai.finai.events.market.PriceBar;
import ai.finai.jobs.archive.SymbolStory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryReaderTest {

    @TempDir
    Path folder;

    @Test
    void aSplitIsNoJumpOfPricesVolumesOrForecasts() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 60, 30).writeTo(folder);
        History history = read("AAPL");
        assertThat(history.splits()).hasSize(1);
        assertThat(history.splits().get(0).inWords()).isEqualTo("4:1");
        for (int i = 0; i < 60; i++) {
            PriceBar raw = story.bars().get(i).bar();
            Bar bar = history.bars().get(i);
            double ratio = i < 30 ? 4 : 1;
            assertThat(bar.close()).isEqualTo(raw.close() / ratio);
            assertThat(bar.high()).isEqualTo(raw.high() / ratio);
            assertThat(bar.volume()).isEqualTo(raw.volume() * ratio);
            if (i >= 10) {
                double before = history.bars().get(i - 1).close();
                assertThat((bar.expectedLow() + bar.expectedHigh()) / 2).isCloseTo(before, within(before * 0.01));
            }
        }
    }

    @Test
    void aSplitBeforeTheFirstBarOrAfterTheLastChangesNothing() throws Exception {
        SymbolStory story = SymbolStory.ofDays("AAPL", 60, 30).writeTo(folder);
        long split = story.splits().get(0).effective();
        History before = HistoryReader.of("archive", folder.toUri().toString())
                .read("AAPL", new Period(Long.MIN_VALUE, split), null);
        assertThat(before.splits()).isEmpty();
        assertThat(before.bars()).hasSize(30);
        assertThat(before.bars().get(29).close())
                .isEqualTo(story.bars().get(29).bar().close());
        History after = HistoryReader.of("archive", folder.toUri().toString())
                .read("AAPL", new Period(split, Long.MAX_VALUE), null);
        assertThat(after.splits()).isEmpty();
        assertThat(after.bars()).hasSize(30);
    }

    @Test
    void whatIsAboutOtherSymbolsIsLeftOut() throws Exception {
        SymbolStory.ofDays("MSFT", 90, 10).writeTo(folder);
        SymbolStory story = SymbolStory.ofDays("AAPL", 90).writeTo(folder);
        History history = read("AAPL");
        assertThat(history.bars()).hasSize(90);
        assertThat(history.alerts()).hasSize(story.alerts().size()).hasSize(2);
        assertThat(history.splits()).isEmpty();
        assertThat(history.headlines().stream().map(History.Headline::text))
                .containsExactlyInAnyOrderElementsOf(story.news().stream()
                        .map(scored -> scored.news().headline())
                        .toList());
    }

    @Test
    void ratiosAreSaidInSmallNumbers() {
        assertThat(List.of(4.0, 0.1, 1.5, 1.0 / 3, 7.0, Math.PI).stream()
                        .map(ratio -> new UnitChange(0, ratio).inWords()))
                .containsExactly("4:1", "1:10", "3:2", "1:3", "7:1", Math.PI + ":1");
    }

    private History read(String symbol) throws Exception {
        return HistoryReader.of("archive", folder.toUri().toString())
                .read(symbol, new Period(Long.MIN_VALUE, Long.MAX_VALUE), null);
    }
}
