package ai.finai.generator;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** What a day is to people and firms. Saturday and Sunday are free everywhere; there are no other holidays. */
final class Calendar {

    private static final double[] SHOPPING = {0.88, 0.90, 0.94, 1.02, 1.20, 1.30, 0.76};
    private static final double[] TRANSFERS = {1.10, 1.02, 1.0, 1.02, 1.22, 0.86, 0.78};

    /** Milliseconds of its midnight as if it were in UTC. */
    final long midnight;

    final boolean businessDay;
    final boolean saturday;
    /** From 0, Monday. */
    final int weekday;
    /** How much more than on average is bought. */
    final double shopping;
    /** How much more than on average is sent from person to person. */
    final double transfers;
    /** How much firms pay: more in the last days of a month. */
    final double invoicing;

    private final int dueDays;

    Calendar(LocalDate date) {
        this.midnight = date.toEpochDay() * 86_400_000L;
        DayOfWeek day = date.getDayOfWeek();
        this.businessDay = day.getValue() <= 5;
        this.saturday = day == DayOfWeek.SATURDAY;
        this.weekday = day.ordinal();
        double december = date.getMonthValue() == 12 ? 1.25 : 1;
        double payday = date.getDayOfMonth() >= 26 || date.getDayOfMonth() <= 4 ? 1.12 : 0.96;
        this.shopping = SHOPPING[weekday] * december * payday;
        this.transfers = TRANSFERS[weekday];
        this.invoicing = date.getDayOfMonth() >= date.lengthOfMonth() - 2 ? 2.2 : 0.9;
        int due = 0;
        if (businessDay) {
            for (LocalDate on = date; on.equals(date) || on.getDayOfWeek().getValue() > 5; on = on.minusDays(1)) {
                due |= 1 << on.getDayOfMonth();
            }
        }
        this.dueDays = due;
    }

    /** Whether what is due on that day of the month, 1 to 28, is paid today: on the next business day where it is none. */
    boolean due(int dayOfMonth) {
        return (dueDays & 1 << dayOfMonth) != 0;
    }

    boolean anythingDue() {
        return dueDays != 0;
    }
}
