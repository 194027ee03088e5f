package ai.finai.generator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Transaction ids, {@code 20260105-3f2a-00000001}: the day in UTC, four digits of the seed so that two runs can be mixed, and a
 * number within the day. In the order of their payments.
 */
final class TransactionIds {

    static final int LENGTH = 22;
    private static final int NUMBER_AT = 14;

    private final byte[] id = new byte[LENGTH];
    private final byte[] date = new byte[10];

    TransactionIds(long seed) {
        String tag = "-"
                + Integer.toHexString(0x10000 | (int) (Randomness.hash(seed, -8, 0) & 0xFFFF))
                        .substring(1) + "-";
        System.arraycopy(tag.getBytes(StandardCharsets.US_ASCII), 0, id, 8, 6);
    }

    /** @param day in days since 1970-01-01 */
    void startDay(long day) {
        byte[] text = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, date, 0, 10);
        System.arraycopy(text, 0, id, 0, 4);
        System.arraycopy(text, 5, id, 4, 2);
        System.arraycopy(text, 8, id, 6, 2);
    }

    int write(int number, byte[] out, int at) {
        Digits.write(number, 8, id, NUMBER_AT);
        System.arraycopy(id, 0, out, at, LENGTH);
        return at + LENGTH;
    }

    String text(int number) {
        Digits.write(number, 8, id, NUMBER_AT);
        return new String(id, StandardCharsets.US_ASCII);
    }

    /** The event time of a payment of this day, as {@link ai.finai.events.Instants} formats it. */
    int writeTime(long time, byte[] out, int at) {
        System.arraycopy(date, 0, out, at, 10);
        int ofDay = (int) Math.floorMod(time, Episodes.DAY);
        out[at + 10] = 'T';
        Digits.write(ofDay / 3_600_000, 2, out, at + 11);
        out[at + 13] = ':';
        Digits.write(ofDay / 60_000 % 60, 2, out, at + 14);
        out[at + 16] = ':';
        Digits.write(ofDay / 1000 % 60, 2, out, at + 17);
        int end = at + 19;
        int millis = ofDay % 1000;
        if (millis != 0) {
            out[end] = '.';
            Digits.write(millis, 3, out, end + 1);
            end += 4;
        }
        out[end] = 'Z';
        return end + 1;
    }
}
