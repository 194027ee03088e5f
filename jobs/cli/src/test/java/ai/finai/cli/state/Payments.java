package ai.finai.cli.state;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endless stream of postings, the same for a seed: forty days of some accounts, a little out of order, then one a
 * millisecond of one account, an hour later and on the same day, so that event time passes all of the others and the job
 * goes on. Among these, long after event time has passed them, come late ones.
 */
final class Payments {

    /** How much out of order they come. */
    static final Duration DISORDER = Duration.ofSeconds(5);

    static final String FILLER = "KT-FILLER";

    /** Has more counterparties than are counted exactly. */
    static final String POPULAR = "KT-POPULAR";

    /** Was silent for so long that it begins anew. */
    static final String SLEEPER = "KT-SLEEPER";

    /** Was silent for so long that it is forgotten. */
    static final String FORGOTTEN = "KT-FORGOTTEN";

    /** Has everything that a table's cell may trip over. */
    static final String ODD = "KT-\"odd\", O'Neil;\nßé";

    private static final Instant FIRST = Instant.parse("2026-01-29T00:00:00Z");
    private static final Instant FILLING = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration BURSTS = Duration.ofHours(4);
    private static final int ACCOUNTS = 40;
    private static final int RANDOM = 2_500;
    private static final int LATE_AFTER = 1_500;
    private static final int LATE = 3;
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "KY", "Narnia", "AT", "CH", "us");

    private final List<Posting> first = new ArrayList<>();

    Payments(long seed) {
        Random random = new Random(seed);
        List<Posting> all = new ArrayList<>();
        Instant ago = FIRST.minus(Duration.ofDays(450));
        all.add(posting(all.size(), SLEEPER, Direction.CREDIT, "KT-001", 1_000_000, "CARD", "GB", ago));
        all.add(posting(all.size(), FORGOTTEN, Direction.CREDIT, null, 950_000, "CASH", "GB", ago));
        all.add(posting(all.size(), SLEEPER, Direction.DEBIT, "KT-002", 777, "CARD", "ES", FIRST.plusSeconds(7)));
        all.add(posting(all.size(), ODD, Direction.CREDIT, null, 950_000, "CASH", null, FILLING.minusSeconds(9_000)));
        all.add(posting(all.size(), ODD, Direction.CREDIT, null, 940_000, "CASH", null, FILLING.minusSeconds(8_000)));
        for (int i = 0; i < 300; i++) {
            Instant at = FIRST.plusSeconds(900L * i);
            all.add(posting(all.size(), POPULAR, Direction.CREDIT, "KT-C" + i % 200, 1_000 + i, "WEB", "DE", at));
        }
        long span = Duration.between(FIRST, FILLING.minusSeconds(3_600)).toMillis();
        for (int i = 0; i < RANDOM; i++) {
            // In bursts, or there would be nothing to put into another order, and no two at the same time.
            long burst = (long) (random.nextDouble() * span / BURSTS.toMillis()) * BURSTS.toMillis();
            all.add(random(all.size(), FIRST.plusMillis(burst + random.nextInt(2_000)), random));
        }
        // Moved by less than they may be out of order, and so put in another order than that of their times.
        record Placed(Posting posting, long at) {}
        all.stream()
                .map(posting ->
                        new Placed(posting, posting.eventTime() + random.nextInt((int) (DISORDER.toMillis() * 3 / 4))))
                .sorted(Comparator.comparingLong(Placed::at))
                .forEach(placed -> first.add(placed.posting()));
    }

    private static Posting random(int number, Instant at, Random random) {
        String account = account(random);
        boolean cash = random.nextInt(4) == 0;
        boolean credit = random.nextInt(5) < 3;
        long amount = random.nextInt(40) == 0
                ? Posting.UNRATED
                : switch (random.nextInt(4)) {
                    case 0 -> 800_000 + random.nextInt(200_000);
                    case 1 -> 300_000 + random.nextInt(600_000);
                    default -> 1 + random.nextInt(150_000);
                };
        return posting(
                number,
                account,
                credit ? Direction.CREDIT : Direction.DEBIT,
                cash || random.nextInt(20) == 0 ? null : account(random),
                amount,
                cash ? "CASH" : random.nextBoolean() ? "TRANSFER" : null,
                random.nextInt(3) == 0 ? null : COUNTRIES.get(random.nextInt(COUNTRIES.size())),
                at);
    }

    private static String account(Random random) {
        return String.format("KT-%03d", (int) (ACCOUNTS * Math.pow(random.nextDouble(), 2)));
    }

    private static Posting posting(
            int number,
            String account,
            Direction direction,
            @Nullable String counterparty,
            long amount,
            @Nullable String channel,
            @Nullable String country,
            Instant at) {
        return new Posting(
                account,
                direction,
                counterparty,
                Math.abs(amount),
                "USD",
                amount,
                channel,
                "US",
                country,
                at.toEpochMilli(),
                String.format("T%06d", number),
                new Origin("payments", 0, number));
    }

    Posting at(long index) {
        if (index < first.size()) {
            return first.get((int) index);
        }
        int number = (int) index;
        long filler = index - first.size();
        if (isLate(filler)) {
            return posting(number, "KT-000", Direction.CREDIT, "KT-LATE", 123_456, "WEB", "SE", FIRST.plusSeconds(5));
        }
        Instant at = FILLING.plusMillis(filler);
        return posting(number, FILLER, Direction.DEBIT, "KT-001", 100, "WEB", "DE", at);
    }

    /** Whether one is of those that keep the job going, of which there is no end. */
    boolean isFiller(long index) {
        return index >= first.size();
    }

    private static boolean isLate(long filler) {
        return filler >= LATE_AFTER && filler < LATE_AFTER + LATE;
    }

    /** When the last late one has come, the others have reached this. */
    static long lateHaveCome() {
        return FILLING.toEpochMilli() + LATE_AFTER + LATE + 500;
    }

    /** Those that rules and profiles have seen when event time has come so far, in order. */
    List<Posting> seenBy(long eventTime) {
        Stream<Posting> fillers = LongStream.rangeClosed(0, eventTime - FILLING.toEpochMilli())
                .filter(filler -> !isLate(filler))
                .mapToObj(filler -> at(first.size() + filler));
        return Stream.concat(first.stream(), fillers)
                .filter(Posting::rated)
                .sorted(Posting.ORDER)
                .toList();
    }
}
