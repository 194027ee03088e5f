package ai.finai.bench.scoring;

import ai.finai.cli.Shipped;
import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Payments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Postings of the generator's bank, in order, and how they fall into batches and waves. */
final class Stream {

    final Posting[] postings;

    private Stream(Posting[] postings) {
        this.postings = postings;
    }

    /** @param count at least; both sides of a payment are in it or none */
    static Stream of(int count, int accounts, long seed) throws IOException {
        RateTable rates = RateTable.read(Shipped.config("rates.csv"), "USD");
        Payments payments = Payments.endless(GeneratorSettings.of(accounts, 30, seed));
        List<Posting> postings = new ArrayList<>(count + 2);
        while (postings.size() < count) {
            Transaction transaction = payments.next();
            long amount = rates.toBase(transaction.amount(), transaction.currency(), transaction.eventTime());
            for (Direction direction : Direction.values()) {
                String account =
                        direction == Direction.CREDIT ? transaction.creditorAccount() : transaction.debtorAccount();
                if (account != null && amount != Posting.UNRATED) {
                    postings.add(Posting.of(transaction, direction, amount));
                }
            }
        }
        Posting[] inOrder = postings.toArray(Posting[]::new);
        Arrays.sort(inOrder, Posting.ORDER);
        return new Stream(inOrder);
    }

    /** The sizes of the waves of the batch from one posting to before another, and whose accounts' postings they are. */
    record Waves(int[] sizes, String[] accounts) {}

    Waves waves(int from, int to) {
        Map<String, Integer> depth = new HashMap<>();
        int[] sizes = new int[to - from];
        int waves = 0;
        for (int i = from; i < to; i++) {
            int wave = depth.merge(postings[i].account(), 1, Integer::sum) - 1;
            sizes[wave]++;
            waves = Math.max(waves, wave + 1);
        }
        return new Waves(Arrays.copyOf(sizes, waves), depth.keySet().toArray(String[]::new));
    }
}
