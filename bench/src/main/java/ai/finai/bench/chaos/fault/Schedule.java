package ai.finai.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What will be done, when and to whom. The same seed gives the same. */
public final class Schedule {

    private static final int LEAST_PAUSE_MILLIS = 1_000;
    private static final int MOST_PAUSE_MILLIS = 4_000;
    private static final int LEAST_MILLIS = 4_000;
    private static final int MOST_MILLIS = 9_000;

    private Schedule() {}

    /**
     * @param number from 1
     * @param job which it befalls, counted from 0; of no meaning for what befalls all
     * @param pause before it, while the job works in peace
     * @param lasts how long it stays, where it does not pass by itself
     * @param swap whether another model is ordered just before
     */
    public record Planned(int number, FaultKind kind, int job, Duration pause, Duration lasts, boolean swap) {}

    /**
     * Each kind comes once before any comes again.
     *
     * @param kinds that may come, in any order
     * @param jobs how many there are
     */
    public static List<Planned> of(long seed, int faults, List<FaultKind> kinds, int jobs) {
        Random random = new Random(seed);
        List<FaultKind> sorted = new ArrayList<>(kinds);
        Collections.sort(sorted);
        List<FaultKind> round = new ArrayList<>();
        List<Planned> planned = new ArrayList<>();
        for (int number = 1; number <= faults; number++) {
            if (round.isEmpty()) {
                round.addAll(sorted);
                Collections.shuffle(round, random);
            }
            FaultKind kind = round.remove(0);
            Duration pause = between(random, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS);
            Duration lasts = between(random, LEAST_MILLIS, MOST_MILLIS);
            if (!kind.stays().isZero()) {
                lasts = kind.stays();
            }
            planned.add(new Planned(number, kind, random.nextInt(jobs), pause, lasts, random.nextInt(3) == 0));
        }
        return planned;
    }

    private static Duration between(Random random, int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }
}
