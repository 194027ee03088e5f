package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.history.History.Bar;
import java.util.List;

/** Units that changed hands; where bars share a pixel, the most of them. */
final class VolumePanel implements Panel {

    private final List<Bar> bars;
    private final Places places;

    VolumePanel(List<Bar> bars, Places places) {
        this.bars = bars;
        this.places = places;
    }

    @Override
    public void draw(Canvas canvas, double top, double bottom) {
        Panel.title(canvas, places, top, "Volume");
        double most = bars.stream().mapToDouble(Bar::volume).max().orElse(0);
        Scale scale = Scale.of(0, Math.max(1, most), top, bottom);
        for (Scale.Tick tick : scale.ticks(18)) {
            Panel.rule(canvas, places, scale.y(tick.value()), Scale.compact(tick.value()));
        }
        canvas.begin("volume", "");
        for (int from = 0; from < bars.size(); ) {
            int to = Thinned.next(from, bars.size(), places);
            double volume = 0;
            for (int i = from; i < to; i++) {
                volume = Math.max(volume, bars.get(i).volume());
            }
            double width = Math.min(20, Math.max(0.8, places.step() * 0.64));
            double y = scale.y(volume);
            double x = (places.x(from) + places.x(to - 1)) / 2;
            canvas.rectangle(x - width / 2, y, width, bottom - y, Ink.MIDDLE_GREY, null);
            from = to;
        }
        canvas.end();
    }
}
