package ai.finai.cli.chart.canvas;

import ai.finai.cli.chart.canvas.Lettering.Anchor;
import ai.finai.events.PlainText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture as SVG 1.1, which every browser, office and print program reads; it needs no style sheet and no font file. */
public final class SvgCanvas implements Canvas {

    private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    private final int width;
    private final int height;
    private final StringBuilder svg = new StringBuilder(1 << 16);

    /**
     * @param title a picture's name, for those who do not see it
     * @param description what it shows
     */
    public SvgCanvas(int width, int height, String title, String description) {
        this.width = width;
        this.height = height;
        svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" font-family=\"")
                .append(FONTS)
                .append("\">\n<title>");
        escape(title);
        svg.append("</title>\n<desc>");
        escape(description);
        svg.append("</desc>\n");
    }

    /** The whole document; nothing can be drawn after it. */
    public String document() {
        return svg.append("</svg>\n").toString();
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public void begin(String kind, String said) {
        svg.append("<g class=\"");
        escape(kind);
        svg.append("\">");
        if (!said.isEmpty()) {
            svg.append("<title>");
            escape(said);
            svg.append("</title>");
        }
        svg.append('\n');
    }

    @Override
    public void end() {
        svg.append("</g>\n");
    }

    @Override
    public void line(double fromX, double fromY, double toX, double toY, Pen pen) {
        svg.append("<path d=\"M");
        place(fromX, fromY);
        svg.append('L');
        place(toX, toY);
        svg.append("\" fill=\"none\"");
        stroke(pen);
        svg.append("/>\n");
    }

    @Override
    public void path(Points points, Pen pen) {
        if (points.size() > 1) {
            svg.append("<path d=\"");
            places(points);
            svg.append("\" fill=\"none\" stroke-linejoin=\"round\"");
            stroke(pen);
            svg.append("/>\n");
        }
    }

    @Override
    public void area(Points points, Ink fill, @Nullable Pen outline) {
        if (points.size() > 2) {
            svg.append("<path d=\"");
            places(points);
            svg.append("Z\"");
            filled(fill, outline);
        }
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink fill, @Nullable Pen outline) {
        svg.append("<rect");
        attribute("x", x);
        attribute("y", y);
        attribute("width", width);
        attribute("height", height);
        filled(fill, outline);
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill, @Nullable Pen outline) {
        svg.append("<circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        filled(fill, outline);
    }

    @Override
    public void text(double x, double y, String text, Lettering lettering) {
        svg.append("<text");
        attribute("x", x);
        attribute("y", y);
        attribute("font-size", lettering.size());
        if (lettering.bold()) {
            svg.append(" font-weight=\"bold\"");
        }
        if (lettering.anchor() != Anchor.START) {
            svg.append(" text-anchor=\"")
                    .append(lettering.anchor().name().toLowerCase(Locale.ROOT))
                    .append('"');
        }
        ink("fill", lettering.ink());
        svg.append('>');
        escape(text);
        svg.append("</text>\n");
    }

    private void filled(Ink fill, @Nullable Pen outline) {
        ink("fill", fill);
        if (outline != null) {
            stroke(outline);
        }
        svg.append("/>\n");
    }

    private void stroke(Pen pen) {
        ink("stroke", pen.ink());
        attribute("stroke-width", pen.width());
        if (pen.dash() > 0) {
            attribute("stroke-dasharray", pen.dash());
        }
    }

    private void ink(String name, Ink ink) {
        svg.append(' ')
                .append(name)
                .append("=\"#")
                .append(String.format(Locale.ROOT, "%06x", ink.rgb()))
                .append('"');
        if (ink.opacity() < 1) {
            attribute(name + "-opacity", ink.opacity());
        }
    }

    private void attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"");
        number(value);
        svg.append('"');
    }

    private void places(Points points) {
        for (int i = 0; i < points.size(); i++) {
            svg.append(i == 0 ? 'M' : 'L');
            place(points.x(i), points.y(i));
        }
    }

    private void place(double x, double y) {
        number(x);
        svg.append(' ');
        number(y);
    }

    /** To a hundredth. */
    private void number(double value) {
        if (!Double.isFinite(value) || Math.abs(value) > 1e9) {
            throw new IllegalArgumentException("no place or length in a picture: " + value);
        }
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            svg.append('-');
        }
        long absolute = Math.abs(hundredths);
        svg.append(absolute / 100);
        if (absolute % 100 != 0) {
            svg.append('.').append(absolute / 10 % 10);
            if (absolute % 10 != 0) {
                svg.append(absolute % 10);
            }
        }
    }

    /** Text that may hold anything; what a reader does not see and what XML has no place for are left out. */
    private void escape(String text) {
        PlainText.line(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> svg.append("&amp;");
                case '<' -> svg.append("&lt;");
                case '>' -> svg.append("&gt;");
                case '"' -> svg.append("&quot;");
                default -> {
                    if (isCharacter(c)) {
                        svg.appendCodePoint(c);
                    }
                }
            }
        });
    }

    /** XML 1.0, production 2. */
    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || c > 0xFFFF;
    }
}
