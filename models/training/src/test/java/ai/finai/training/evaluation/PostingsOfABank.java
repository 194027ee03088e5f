package ai.finai.training.evaluation;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.training.data.LabelledPostings;
import java.util.Random;

/** Labelled postings for tests: 60 days of 40 accounts, a few of which launder, in large sums from abroad. */
final class PostingsOfABank {

    private static final long DAY = 86_400_000;
    private static final long START = 1_767_571_200_000L; // 2026-01-05
    private static final int POSTINGS = 4_000;

    private PostingsOfABank() {}

    static LabelledPostings of(long seed) {
        return of(seed, Double.POSITIVE_INFINITY);
    }

    /** @param labelledUntil share of the time after which nothing is called laundering */
    static LabelledPostings of(long seed, double labelledUntil) {
        Random random = new Random(seed);
        LabelledPostings.Builder builder = new LabelledPostings.Builder("USD");
        for (int i = 0; i < POSTINGS; i++) {
            int account = random.nextInt(40);
            boolean launders = account < 8 && random.nextInt(4) == 0;
            boolean shows = random.nextInt(8) > 0;
            String typology = account % 2 == 0 ? "structuring" : "rapid-transfer";
            builder.add(
                    new Posting(
                            "A" + account,
                            random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT,
                            "B" + random.nextInt(10),
                            launders && shows ? 900_000 + random.nextInt(90_000) : 100 + random.nextInt(200_000),
                            "USD",
                            launders && shows ? 900_000 + random.nextInt(90_000) : 100 + random.nextInt(200_000),
                            launders && shows ? "WIRE" : "CARD",
                            "US",
                            launders && shows ? "PA" : "US",
                            START + i * (60 * DAY / POSTINGS),
                            String.format("T%06d", i),
                            new Origin("input", 0, i + 1)),
                    launders && i < labelledUntil * POSTINGS ? typology : null);
        }
        return builder.build();
    }
}
