package ai.finai.cli.chart.panel;

import ai.finai.cli.chart.canvas.Canvas;
import ai.finai.cli.chart.canvas.Ink;
import ai.finai.cli.chart.canvas.Pen;
import ai.finai.cli.chart.canvas.Points;
import ai.finai.cli.chart.history.History.Headline;
import ai.finai.events.Instants;
import java.util.List;
import java.util.Locale;

/** Headlines by their balance: good ones upwards, bad ones downwards, and those that no model read on the line between. */
final class SentimentPanel implements Panel {

    private final List<Headline> headlines;
    private final Places places;

    SentimentPanel(List<Headline> headlines, Places places) {
        this.headlines = headlines;
        this.places = places;
    }

    @Override
    public void draw(Canvas canvas, double top, double bottom) {
        Panel.title(canvas, places, top, "Sentiment of headlines");
        Scale scale = Scale.of(-1, 1, top, bottom);
        Panel.rule(canvas, places, scale.y(1), "+1 good");
        Panel.rule(canvas, places, scale.y(-1), "−1 bad");
        canvas.line(places.left(), scale.y(0), places.right(), scale.y(0), Pen.solid(Ink.MIDDLE_GREY, 1));
        double width = Math.max(1.4, Math.min(6, places.step() * 0.64));
        for (Headline headline : headlines) {
            double x = places.x(places.during(headline.published()));
            canvas.begin("headline", words(headline));
            draw(canvas, headline.balance(), x, scale.y(0), scale.y(headline.balance()), width);
            canvas.end();
        }
    }

    /** @param y of its balance; not looked at where that is NaN */
    static void draw(Canvas canvas, double balance, double x, double zero, double y, double width) {
        if (Double.isNaN(balance)) {
            canvas.area(
                    Points.of(x, zero - 3.5, x + 3.5, zero, x, zero + 3.5, x - 3.5, zero),
                    Ink.WHITE,
                    Pen.solid(Ink.GREY, 1));
            return;
        }
        Ink ink = balance >= 0 ? Ink.BLUE : Ink.VERMILION;
        double top = Math.min(y, zero);
        canvas.rectangle(x - width / 2, top, width, Math.max(1, Math.abs(y - zero)), ink, null);
        canvas.circle(x, y, Math.max(1.6, width / 2), ink, null);
    }

    private static String words(Headline headline) {
        String balance =
                Double.isNaN(headline.balance()) ? "not read" : String.format(Locale.ROOT, "%+.2f", headline.balance());
        return Instants.format(headline.published()) + "  " + balance + "  " + headline.text();
    }
}
