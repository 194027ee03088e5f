package ai.finai.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.chart.canvas.SvgCanvas;
import ai.finai.cli.chart.history.History;
import ai.finai.cli.chart.history.HistoryReader;
import ai.finai.cli.chart.history.Period;
import ai.finai.cli.chart.panel.SymbolChart;
import ai.finai.jobs.archive.SymbolStory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Whatever the number of bars and the size of the picture: everything is somewhere in it, and no text is on another. */
class LayoutTest {

    private static final int[][] SIZES = {{320, 400}, {600, 500}, {1200, 720}, {3000, 900}};

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1", "2", "20", "250", "1000"})
    void days(int bars) throws Exception {
        assertDrawn(SymbolStory.ofDays("AAPL", bars, bars / 2));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "20", "250", "1000", "5000"})
    void minutes(int bars) throws Exception {
        assertDrawn(SymbolStory.ofMinutes("A-SYMBOL-OF-30-LETTERS-AND-MORE", bars));
    }

    private void assertDrawn(SymbolStory story) throws Exception {
        story.writeTo(folder);
        History history = HistoryReader.of("archive", folder.toUri().toString())
                .read(story.bars().get(0).bar().symbol(), Period.of(null, null), null);
        assertThat(history.bars()).hasSize(story.bars().size());
        SymbolChart chart = SymbolChart.of(history);
        for (int[] size : SIZES) {
            SvgCanvas canvas = new SvgCanvas(size[0], size[1], chart.title(), chart.description());
            chart.draw(canvas);
            Picture picture = Picture.of(canvas.document());
            assertThat(picture.text()).doesNotContain("NaN", "Infinity");
            assertThat(Picture.elements(picture.groups("time-axis").get(0), "text"))
                    .isNotEmpty();
            assertNoOverlap(picture, chart.title() + ", " + size[0] + " x " + size[1]);
        }
    }

    private static void assertNoOverlap(Picture picture, String what) {
        List<Element> texts = new ArrayList<>(picture.texts());
        for (int i = 0; i < texts.size(); i++) {
            double[] one = box(texts.get(i));
            assertThat(one[0] >= -0.5 && one[1] <= picture.width() + 0.5 && one[2] >= 0 && one[3] <= picture.height())
                    .as(what + ": '" + texts.get(i).getTextContent() + "' is in the picture: " + Arrays.toString(one))
                    .isTrue();
            for (int j = 0; j < i; j++) {
                double[] other = box(texts.get(j));
                assertThat(one[1] <= other[0] || other[1] <= one[0] || one[3] <= other[2] || other[3] <= one[2])
                        .as(what + ": '" + texts.get(i).getTextContent() + "' and '"
                                + texts.get(j).getTextContent() + "'")
                        .isTrue();
            }
        }
    }

    /** Left, right, top, bottom, for a sans serif of usual width. */
    private static double[] box(Element text) {
        double size = Picture.number(text, "font-size");
        double width = text.getTextContent().length() * size * 0.55;
        double x = Picture.number(text, "x");
        double left =
                switch (text.getAttribute("text-anchor")) {
                    case "middle" -> x - width / 2;
                    case "end" -> x - width;
                    default -> x;
                };
        double y = Picture.number(text, "y");
        return new double[] {left, left + width, y - size * 0.75, y + size * 0.2};
    }
}
