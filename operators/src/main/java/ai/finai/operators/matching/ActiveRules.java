package ai.finai.operators.matching;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.patterns.Reach;
import ai.finai.patterns.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rules of a book a posting can concern, found by its direction, channel and amount before any rule is asked. A
 * posting that is out of every rule's reach costs one look-up, whatever the number of rules.
 */
final class ActiveRules {

    /** The rules that reach a direction and channel. */
    static final class Cell {

        /** Their places in the book, ascending. */
        final int[] slots;

        /** What they reach, by base amount: the least and most of each. */
        final long[] least;

        final long[] most;

        /** The least and most of any. */
        private final long leastOfAny;

        private final long mostOfAny;

        Cell(int[] slots, long[] least, long[] most) {
            this.slots = slots;
            this.least = least;
            this.most = most;
            long lowest = Long.MAX_VALUE;
            long highest = Long.MIN_VALUE;
            for (int i = 0; i < slots.length; i++) {
                lowest = Math.min(lowest, least[i]);
                highest = Math.max(highest, most[i]);
            }
            leastOfAny = lowest;
            mostOfAny = highest;
        }

        boolean reaches(long amount) {
            return amount >= leastOfAny && amount <= mostOfAny;
        }
    }

    private final List<Rule> rules;

    /** By channel, for credits and debits; only channels that some rule names. */
    private final Map<String, Cell[]> byChannel = new HashMap<>();

    /** For every other channel, and for none. */
    private final Cell[] otherChannels;

    ActiveRules(List<Rule> rules) {
        this.rules = rules;
        Set<String> named = new TreeSet<>();
        for (Rule rule : rules) {
            Set<String> scope = rule.scope().channels();
            Set<String> reach = rule.kind().reach().channels();
            if (scope != null) {
                named.addAll(scope);
            }
            if (reach != null) {
                named.addAll(reach);
            }
        }
        for (String channel : named) {
            byChannel.put(channel, cells(channel));
        }
        otherChannels = cells(null);
    }

    private Cell[] cells(@Nullable String channel) {
        return new Cell[] {cell(channel, Direction.CREDIT), cell(channel, Direction.DEBIT)};
    }

    private Cell cell(@Nullable String channel, Direction direction) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < rules.size(); slot++) {
            Rule rule = rules.get(slot);
            Reach reach = rule.kind().reach();
            Reach.Amounts amounts = reach.amounts(direction);
            if (amounts.least() <= amounts.most()
                    && admits(rule.scope().channels(), channel)
                    && admits(reach.channels(), channel)) {
                slots.add(slot);
            }
        }
        int[] places = slots.stream().mapToInt(Integer::intValue).toArray();
        long[] least = new long[places.length];
        long[] most = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            Reach.Amounts amounts = rules.get(places[i]).kind().reach().amounts(direction);
            least[i] = amounts.least();
            most[i] = amounts.most();
        }
        return new Cell(places, least, most);
    }

    private static boolean admits(@Nullable Set<String> channels, @Nullable String channel) {
        return channels == null || (channel != null && channels.contains(channel));
    }

    Cell of(Posting posting) {
        String channel = posting.channel();
        Cell[] cells = channel == null ? null : byChannel.get(channel);
        return (cells == null ? otherChannels : cells)[posting.direction() == Direction.CREDIT ? 0 : 1];
    }

    boolean concern(Posting posting, double score) {
        Cell cell = of(posting);
        long amount = posting.baseAmount();
        if (!cell.reaches(amount)) {
            return false;
        }
        for (int i = 0; i < cell.slots.length; i++) {
            if (amount >= cell.least[i]
                    && amount <= cell.most[i]
                    && rules.get(cell.slots[i]).concerns(posting, score)) {
                return true;
            }
        }
        return false;
    }
}
