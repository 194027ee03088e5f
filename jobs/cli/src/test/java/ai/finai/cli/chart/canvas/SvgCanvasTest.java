package ai.finai.cli.chart.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgCanvasTest {

    @Test
    void noTextInAPictureHoldsWhatAReaderDoesNotSee() {
        SvgCanvas canvas = new SvgCanvas(400, 400, "A\u202EB", "C\u009BD");
        canvas.begin("headline", "wire\u0085\u2066 <b>\u2028x\u0007");
        canvas.text(1, 1, "Up\u007F&\u2069\r\nnow", Lettering.TEXT);
        canvas.end();
        assertThat(canvas.document())
                .contains(
                        "<title>AB</title>", "<desc>C D</desc>", "<title>wire  &lt;b&gt; x </title>", ">Up &amp; now<")
                .doesNotContainPattern("[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\u2028-\\u202E\\u2066-\\u2069]");
    }
}
