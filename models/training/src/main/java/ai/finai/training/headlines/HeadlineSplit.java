package ai.finai.training.headlines;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Headlines cut at random into three parts with the same share of each sentiment; near duplicates stay together.
 *
 * @param train what weights are fitted to
 * @param validation what decides when to stop, and how sure the model may be
 * @param test what it is judged by, and nothing else
 */
public record HeadlineSplit(List<Headline> train, List<Headline> validation, List<Headline> test) {

    public HeadlineSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * Cuts.
     *
     * @param validation share of all, over 0
     * @param test share of all, over 0; with the other below 1
     * @param seed of the order in which groups of near duplicates are dealt out
     * @throws IllegalArgumentException if a share is out of its range, or a part would have no headline of a sentiment
     */
    public static HeadlineSplit of(List<Headline> headlines, double validation, double test, long seed) {
        if (!(validation > 0 && test > 0 && validation + test < 1)) {
            throw new IllegalArgumentException("shares of validation " + validation + " and test " + test
                    + ": each must be over 0, and both together below 1");
        }
        int[] groups =
                NearDuplicates.groups(headlines.stream().map(Headline::text).toList());
        Map<Integer, List<Headline>> byGroup = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            byGroup.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(headlines.get(i));
        }
        // A group is dealt out as what its first headline is; groups of several are few.
        Map<Sentiment, List<List<Headline>>> bySentiment = new EnumMap<>(Sentiment.class);
        byGroup.values().forEach(group -> bySentiment
                .computeIfAbsent(group.get(0).sentiment(), s -> new ArrayList<>())
                .add(group));
        List<List<Headline>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Random random = new Random(seed);
        bySentiment.values().forEach(kind -> {
            Collections.shuffle(kind, random);
            deal(kind, validation, test, parts);
        });
        parts.forEach(part -> Collections.shuffle(part, random));
        requireAll(parts);
        return new HeadlineSplit(parts.get(0), parts.get(1), parts.get(2));
    }

    private static void deal(List<List<Headline>> groups, double validation, double test, List<List<Headline>> parts) {
        int all = groups.stream().mapToInt(List::size).sum();
        int dealt = 0;
        for (List<Headline> group : groups) {
            double share = (double) dealt / all;
            parts.get(share < test ? 2 : share < test + validation ? 1 : 0).addAll(group);
            dealt += group.size();
        }
    }

    private static void requireAll(List<List<Headline>> parts) {
        List<String> names = List.of("training", "validation", "test");
        for (int i = 0; i < parts.size(); i++) {
            for (Sentiment sentiment : Sentiment.values()) {
                if (parts.get(i).stream().noneMatch(headline -> headline.sentiment() == sentiment)) {
                    throw new IllegalArgumentException("the " + names.get(i) + " part has no " + sentiment.code()
                            + " headline; each part needs some of each sentiment");
                }
            }
        }
    }
}
