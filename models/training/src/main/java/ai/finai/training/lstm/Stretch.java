package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Postings of one account, one after the other.
 *
 * @param rows of the account, ascending; numbers of rows of the data
 * @param from where in {@code rows} it begins, with a state of zeros
 * @param countFrom where in {@code rows} postings begin to train: those before only warm the state up
 * @param until where in {@code rows} it ends, exclusive
 */
record Stretch(int[] rows, int from, int countFrom, int until) {

    /**
     * What an epoch trains on: each account once, in random order, whole or a random stretch of it.
     *
     * @param before only rows below this one
     * @param longest postings of one account that train, at most
     * @param warmUp postings before a stretch that is not at its account's begin
     */
    static List<Stretch> ofEpoch(LabelledPostings data, int before, int longest, int warmUp, SplittableRandom random) {
        int[] accounts = new int[data.accounts()];
        for (int i = 0; i < accounts.length; i++) {
            int j = random.nextInt(i + 1);
            accounts[i] = accounts[j];
            accounts[j] = i;
        }
        List<Stretch> stretches = new ArrayList<>(accounts.length);
        for (int account : accounts) {
            int[] rows = data.rows(account);
            int known = below(rows, before);
            if (known > longest) {
                int begin = random.nextInt(known - longest + 1);
                stretches.add(new Stretch(rows, Math.max(0, begin - warmUp), begin, begin + longest));
            } else if (known > 0) {
                stretches.add(new Stretch(rows, 0, 0, known));
            }
        }
        return stretches;
    }

    /** How many of the ascending rows are below one. */
    static int below(int[] rows, int row) {
        int at = Arrays.binarySearch(rows, row);
        return at < 0 ? -at - 1 : at;
    }
}
