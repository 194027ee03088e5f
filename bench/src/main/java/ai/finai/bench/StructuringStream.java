package ai.finai.bench;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Postings of many accounts over thirty days, of which a share are cash deposits just under 10,000 USD, three to five
 * into one account within at most forty hours. Some accounts are much busier than others. The same arguments give the
 * same postings, in order, with distinct times.
 */
final class StructuringStream {

    private static final long START = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final double DAYS = 30;

    /** How many deposits begin for each payment, so that the share comes out as asked for. */
    private static final double DEPOSITS_AN_EPISODE = 4;

    private StructuringStream() {}

    private record Deposit(long time, int account, long amount) {}

    /** @param share of the postings that are deposits of episodes: 0 to below 1 */
    static Posting[] postings(int count, int accounts, double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Random amounts = new Random(seed);
        String[] names = new String[accounts];
        for (int i = 0; i < accounts; i++) {
            names[i] = "US" + (10_000_000 + i);
        }
        double step = DAYS * 24 * HOUR / count;
        // An episode begins at other payments only, and each of those is one payment more.
        double begins = share / (1 - share) / DEPOSITS_AN_EPISODE;
        PriorityQueue<Deposit> scheduled = new PriorityQueue<>(Comparator.comparingLong(Deposit::time));
        Posting[] postings = new Posting[count];
        long time = START;
        for (int i = 0; i < count; i++) {
            time += 1 + (long) (random.nextDouble() * 2 * (step - 1));
            Deposit due = scheduled.peek();
            if (due != null && due.time() <= time) {
                scheduled.poll();
                postings[i] = posting(i, time, names[due.account()], Direction.CREDIT, "CASH", due.amount(), null);
                continue;
            }
            int account = (int) (accounts * Math.pow(random.nextDouble(), 2.5));
            if (random.nextDouble() < begins) {
                int deposits = 3 + random.nextInt(3);
                long span = HOUR * (2 + random.nextInt(39));
                for (int d = 0; d < deposits; d++) {
                    scheduled.add(new Deposit(
                            time + (long) (random.nextDouble() * span), account, 800_100 + random.nextInt(199_800)));
                }
            }
            double kind = random.nextDouble();
            boolean cash = kind >= 0.88;
            Direction direction = kind < 0.70 ? Direction.DEBIT : Direction.CREDIT;
            double typical = cash ? 5.5 : direction == Direction.DEBIT ? 4.0 : 6.5;
            long amount = 1 + Math.round(100 * Math.exp(typical + 1.2 * amounts.nextGaussian()));
            String other = cash ? null : names[random.nextInt(accounts)];
            postings[i] = posting(i, time, names[account], direction, cash ? "CASH" : "TRANSFER", amount, other);
        }
        return postings;
    }

    private static Posting posting(
            int number,
            long time,
            String account,
            Direction direction,
            String channel,
            long amount,
            @Nullable String other) {
        return new Posting(
                account,
                direction,
                other,
                amount,
                "USD",
                amount,
                channel,
                "US",
                other == null ? null : "US",
                time,
                "T" + (100_000_000 + number),
                new Origin("transactions", number & 7, number >> 3));
    }
}
