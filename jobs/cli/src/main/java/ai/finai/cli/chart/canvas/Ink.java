package ai.finai.cli.chart.canvas;

/**
 * A colour. They are few, far apart in lightness too, and told apart by the colour-blind: after M. Okabe and K. Ito, "Color
 * Universal Design", 2008, darkened where a thin line or text must stand out from white. Nothing is said by colour alone.
 *
 * @param rgb {@code 0xRRGGBB}
 * @param opacity from 0 to 1
 */
public record Ink(int rgb, double opacity) {

    public static final Ink WHITE = new Ink(0xFFFFFF, 1);
    public static final Ink BLACK = new Ink(0x1A1A1A, 1);
    public static final Ink GREY = new Ink(0x595959, 1);
    public static final Ink MIDDLE_GREY = new Ink(0x9A9A9A, 1);
    public static final Ink PALE_GREY = new Ink(0xE4E4E4, 1);
    public static final Ink SKY = new Ink(0x56B4E9, 0.28);
    public static final Ink BLUE = new Ink(0x0072B2, 1);
    public static final Ink VERMILION = new Ink(0xC24E00, 1);
    public static final Ink ORANGE = new Ink(0xE69F00, 1);
    public static final Ink PURPLE = new Ink(0x7B2D6B, 1);
}
