package ai.finai.generator;

/** Numbers as ASCII digits. */
public final class Digits {

    private Digits() {}

    /** Writes the last {@code width} digits, with leading zeros. */
    public static void write(long value, int width, byte[] out, int at) {
        long rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            long tenth = rest / 10;
            out[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
    }

    public static int count(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** A positive amount with its decimals, {@code 9500.00}. */
    public static int amount(long minorUnits, int decimals, byte[] out, int at) {
        if (decimals == 0) {
            int digits = count(minorUnits);
            write(minorUnits, digits, out, at);
            return at + digits;
        }
        long unit = decimals == 2 ? 100 : 1000;
        long whole = minorUnits / unit;
        int digits = count(whole);
        write(whole, digits, out, at);
        out[at + digits] = '.';
        write(minorUnits - whole * unit, decimals, out, at + digits + 1);
        return at + digits + 1 + decimals;
    }
}
