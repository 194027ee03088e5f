package ai.finai.operators.matching;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.patterns.Totals;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** Postings that are letters, for patterns over letters: the channel is the letter. */
final class Letters {

    private static final long START = 1_767_600_000_000L;

    private Letters() {}

    /** One posting a character, a millisecond apart; a blank lets ten milliseconds pass. Amounts are 1, 2, 3, and so on. */
    static List<Posting> of(String letters) {
        List<Posting> postings = new ArrayList<>();
        long time = START;
        for (char letter : letters.toCharArray()) {
            if (letter == ' ') {
                time += 10;
            } else {
                postings.add(posting(postings.size(), letter, time++, postings.size() + 1L));
            }
        }
        return postings;
    }

    /** Letters a to d, often at the same time, amounts 1 to 9. */
    static List<Posting> random(SplittableRandom random, int count) {
        List<Posting> postings = new ArrayList<>();
        long time = START;
        int kinds = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            time += random.nextInt(3) == 0 ? random.nextInt(12) : random.nextInt(2);
            postings.add(posting(i, (char) ('a' + random.nextInt(kinds)), time, 1 + random.nextInt(9)));
        }
        return postings;
    }

    private static Posting posting(int number, char letter, long time, long amount) {
        return new Posting(
                "A",
                Direction.CREDIT,
                null,
                amount,
                "USD",
                amount,
                String.valueOf(letter),
                null,
                null,
                time,
                "%c%03d".formatted('T', number),
                new Origin("t", 0, number));
    }

    /** Any of the letters. */
    static SimpleCondition<Posting> is(String letters) {
        return SimpleCondition.of(posting -> letters.contains(String.valueOf(posting.channel())));
    }

    interface Test extends Serializable {
        boolean of(Posting posting, IterativeCondition.Context<Posting> context) throws Exception;
    }

    static IterativeCondition<Posting> iff(Test test) {
        return new IterativeCondition<>() {
            @Override
            public boolean filter(Posting posting, Context<Posting> context) throws Exception {
                return test.of(posting, context);
            }
        };
    }

    /** The amount is more than the total of a step. */
    static IterativeCondition<Posting> moreThan(String step) {
        return iff((posting, context) -> posting.baseAmount() > Totals.of(context, step));
    }

    /** The amount and the totals of the steps reach a sum. */
    static IterativeCondition<Posting> reaches(long sum, String... steps) {
        return iff((posting, context) -> {
            long total = posting.baseAmount();
            for (String step : steps) {
                total += Totals.of(context, step);
            }
            return total >= sum;
        });
    }

    /** The amount is more than that of the posting that the step took last. */
    static IterativeCondition<Posting> rising(String step) {
        return iff((posting, context) -> {
            long last = 0;
            for (Posting before : context.getEventsForPattern(step)) {
                last = before.baseAmount();
            }
            return posting.baseAmount() > last;
        });
    }
}
