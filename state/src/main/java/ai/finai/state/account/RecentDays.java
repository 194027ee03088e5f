package ai.finai.state.account;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.Arrays;

/**
 * An account's turnover by UTC calendar day, of the last {@link AccountProfile#DAYS} days up to the latest with a posting.
 * Days without postings take no room.
 */
final class RecentDays {

    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000;

    /** Of a day: its number since 1970-01-01, then count in, count out, sum in, sum out. */
    private static final int WIDTH = 5;

    private static final int COUNT = 1;
    private static final int SUM = 3;

    /** In order of days. */
    private long[] days;

    private int size;

    RecentDays() {
        this(new long[WIDTH], 0);
    }

    private RecentDays(long[] days, int size) {
        this.days = days;
        this.size = size;
    }

    RecentDays copy() {
        return new RecentDays(days.clone(), size);
    }

    private static long dayOf(long eventTime) {
        return Math.floorDiv(eventTime, DAY_MILLIS);
    }

    private long day(int place) {
        return days[place * WIDTH];
    }

    /** What is before the last days already counts no more. */
    void add(long eventTime, boolean in, long amount) {
        long day = dayOf(eventTime);
        int place = size;
        while (place > 0 && day(place - 1) > day) {
            place--;
        }
        if (place == 0 || day(place - 1) != day) {
            if (size > 0 && day <= day(size - 1) - AccountProfile.DAYS) {
                return;
            }
            insert(place, day);
            place = dropBefore(day(size - 1) - AccountProfile.DAYS + 1, place);
        } else {
            place--;
        }
        int at = place * WIDTH + (in ? 0 : 1);
        days[at + COUNT]++;
        days[at + SUM] = Turnover.add(days[at + SUM], amount);
    }

    private void insert(int place, long day) {
        if (days.length == size * WIDTH) { // one more than is kept, until the oldest has gone
            days = Arrays.copyOf(days, WIDTH * Math.min(2 * size, AccountProfile.DAYS + 1));
        }
        System.arraycopy(days, place * WIDTH, days, (place + 1) * WIDTH, (size - place) * WIDTH);
        Arrays.fill(days, place * WIDTH, (place + 1) * WIDTH, 0);
        days[place * WIDTH] = day;
        size++;
    }

    /** @return where the day at {@code place} is then */
    private int dropBefore(long first, int place) {
        int gone = 0;
        while (day(gone) < first) {
            gone++;
        }
        size -= gone;
        System.arraycopy(days, gone * WIDTH, days, 0, size * WIDTH);
        return place - gone;
    }

    Turnover over(int count, long asOf) {
        long last = dayOf(asOf);
        long countIn = 0;
        long countOut = 0;
        long sumIn = 0;
        long sumOut = 0;
        for (int place = size - 1; place >= 0 && day(place) > last - count; place--) {
            if (day(place) <= last) {
                int at = place * WIDTH;
                countIn += days[at + COUNT];
                countOut += days[at + COUNT + 1];
                sumIn = Turnover.add(sumIn, days[at + SUM]);
                sumOut = Turnover.add(sumOut, days[at + SUM + 1]);
            }
        }
        return new Turnover(countIn, countOut, sumIn, sumOut);
    }

    void write(CompactWriter out) {
        out.writeByte(size);
        if (size > 0) {
            out.writeSigned(day(size - 1));
        }
        for (int place = 0; place < size; place++) {
            out.writeByte((int) (day(size - 1) - day(place)));
            for (int figure = 1; figure < WIDTH; figure++) {
                out.writeLong(days[place * WIDTH + figure]);
            }
        }
    }

    static RecentDays read(CompactReader in) throws IOException {
        int size = in.readByte();
        if (size < 0 || size > AccountProfile.DAYS) {
            throw new IOException("not an account's profile: " + size + " days");
        }
        long[] days = new long[WIDTH * Math.max(1, size)];
        long last = size > 0 ? in.readSigned() : 0;
        for (int place = 0; place < size; place++) {
            days[place * WIDTH] = last - in.readByte();
            for (int figure = 1; figure < WIDTH; figure++) {
                days[place * WIDTH + figure] = in.readLong();
            }
        }
        return new RecentDays(days, size);
    }
}
