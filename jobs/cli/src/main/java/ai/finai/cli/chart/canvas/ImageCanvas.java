package ai.finai.cli.chart.canvas;

import ai.finai.events.PlainText;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A picture as pixels, without a screen. Text needs a font on the machine. */
public final class ImageCanvas implements Canvas {

    private final BufferedImage image;
    private final Graphics2D graphics;

    public ImageCanvas(int width, int height) {
        // Else Java looks for a screen where the environment names one.
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }

    /** Nothing can be drawn after it. */
    public void writePng(OutputStream to) throws IOException {
        graphics.dispose();
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", to)) {
            throw new IOException("this Java writes no PNG");
        }
    }

    @Override
    public double width() {
        return image.getWidth();
    }

    @Override
    public double height() {
        return image.getHeight();
    }

    @Override
    public void begin(String kind, String said) {}

    @Override
    public void end() {}

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Pen pen) {
        stroke(new Line2D.Double(finite(fromX), finite(fromY), finite(toX), finite(toY)), pen);
    }

    @Override
    public void path(Points points, Pen pen) {
        if (points.size() > 1) {
            stroke(shape(points), pen);
        }
    }

    @Override
    public void area(Points points, Ink fill, @Nullable Pen outline) {
        if (points.size() > 2) {
            Path2D shape = shape(points);
            shape.closePath();
            fill(shape, fill, outline);
        }
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink fill, @Nullable Pen outline) {
        fill(new Rectangle2D.Double(finite(x), finite(y), finite(width), finite(height)), fill, outline);
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill, @Nullable Pen outline) {
        double diameter = 2 * finite(radius);
        fill(new Ellipse2D.Double(finite(x) - radius, finite(y) - radius, diameter, diameter), fill, outline);
    }

    @Override
    public void text(double x, double y, String words, Lettering lettering) {
        String text = PlainText.line(words);
        Font font = new Font(Font.SANS_SERIF, lettering.bold() ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) lettering.size());
        graphics.setFont(font);
        graphics.setColor(colour(lettering.ink()));
        double width =
                font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
        double start =
                switch (lettering.anchor()) {
                    case START -> x;
                    case MIDDLE -> x - width / 2;
                    case END -> x - width;
                };
        graphics.drawString(text, (float) finite(start), (float) finite(y));
    }

    private void fill(Shape shape, Ink fill, @Nullable Pen outline) {
        graphics.setColor(colour(fill));
        graphics.fill(shape);
        if (outline != null) {
            stroke(shape, outline);
        }
    }

    private void stroke(Shape shape, Pen pen) {
        graphics.setColor(colour(pen.ink()));
        float width = (float) pen.width();
        graphics.setStroke(
                pen.dash() > 0
                        ? new BasicStroke(
                                width,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND,
                                1,
                                new float[] {(float) pen.dash()},
                                0)
                        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    private static Path2D shape(Points points) {
        Path2D shape = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            if (i == 0) {
                shape.moveTo(finite(points.x(i)), finite(points.y(i)));
            } else {
                shape.lineTo(finite(points.x(i)), finite(points.y(i)));
            }
        }
        return shape;
    }

    private static Color colour(Ink ink) {
        return new Color(
                ink.rgb() >> 16 & 0xFF, ink.rgb() >> 8 & 0xFF, ink.rgb() & 0xFF, (int) Math.round(ink.opacity() * 255));
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no place or length in a picture: " + value);
        }
        return value;
    }
}
