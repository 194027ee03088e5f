package ai.finai.training.lstm;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A small bank for tests. Each account pays about once a day by card; now and then it gets a wire, and the two debits that
 * follow are laundering if they are wires too: no posting tells it by itself.
 */
final class Bank {

    private static final long DAY = 86_400_000L;
    private static final long BEGIN = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
    private static final Origin ORIGIN = new Origin("test", 0, 0);

    private Bank() {}

    static LabelledPostings of(long seed, int accounts, int postings) {
        Random random = new Random(seed);
        List<Posting> all = new ArrayList<>();
        Map<String, String> labels = new HashMap<>();
        for (int account = 0; account < accounts; account++) {
            String name = "A" + account;
            long time = BEGIN + random.nextInt((int) DAY);
            int wires = 0;
            boolean launders = false;
            for (int i = 0; i < postings; i++) {
                time += DAY / 2 + random.nextInt((int) DAY);
                String id = name + '-' + i;
                if (wires == 0 && random.nextInt(12) == 0) {
                    wires = 2;
                    launders = random.nextBoolean();
                    all.add(posting(name, id, Direction.CREDIT, "WIRE", 500_000 + random.nextInt(500_000), time));
                } else if (wires > 0) {
                    wires--;
                    if (launders) {
                        labels.put(id, "pass-through");
                    }
                    String channel = launders ? "WIRE" : "CARD";
                    all.add(posting(name, id, Direction.DEBIT, channel, 100_000 + random.nextInt(300_000), time));
                } else {
                    boolean wire = random.nextInt(10) == 0;
                    int amount = 1_000 + random.nextInt(300_000);
                    all.add(posting(name, id, Direction.DEBIT, wire ? "WIRE" : "CARD", amount, time));
                }
            }
        }
        all.sort(Posting.ORDER);
        LabelledPostings.Builder builder = new LabelledPostings.Builder("USD");
        all.forEach(posting -> builder.add(posting, labels.get(posting.transactionId())));
        return builder.build();
    }

    private static Posting posting(
            String account, String id, Direction direction, String channel, long amount, long time) {
        return new Posting(account, direction, null, amount, "USD", amount, channel, "US", "US", time, id, ORIGIN);
    }

    static TimeSplit split(LabelledPostings data) {
        return TimeSplit.of(data, 0.25, 0.1, DAY);
    }

    /** Small and quick. */
    static LstmSettings settings() {
        return LstmSettings.defaults().toBuilder()
                .hidden(8)
                .head(4)
                .steps(16)
                .lanes(8)
                .longest(40)
                .learningRate(0.01)
                .dropout(0.1)
                .objective(new Objective(3, 1))
                .epochs(4)
                .patience(4)
                .alertShare(0.05)
                .build();
    }
}
