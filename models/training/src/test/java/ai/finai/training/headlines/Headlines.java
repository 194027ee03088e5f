package ai.finai.training.headlines;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up headlines whose words say what they are, but for a share whose label is another one. */
public final class Headlines {

    private static final Map<Sentiment, List<String>> VERBS = Map.of(
            Sentiment.NEGATIVE, List.of("plunges", "misses", "warns", "sinks", "slashes", "defaults"),
            Sentiment.NEUTRAL, List.of("holds", "appoints", "schedules", "files", "plans", "names"),
            Sentiment.POSITIVE, List.of("soars", "beats", "surges", "rallies", "wins", "upgrades"));
    private static final List<String> NAMES = List.of(
            "Acme", "Bolt Motors", "Cargill", "Dynamo", "Everest Bank", "Fuji", "Granite", "Helios", "Indigo Air");
    private static final List<String> REST = List.of(
            "shares", "profit", "guidance", "on Monday", "in Q3", "outlook", "at Rs 120", "after results", "today");

    private Headlines() {}

    /** So many, the same for the same seed. */
    public static List<Headline> of(int count, double noise, long seed) {
        Random random = new Random(seed);
        List<Headline> headlines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sentiment sentiment = Sentiment.values()[random.nextInt(3)];
            String name = any(NAMES, random);
            String text = name + ' ' + any(VERBS.getOrDefault(sentiment, List.of()), random) + ' ' + any(REST, random)
                    + ' ' + any(REST, random) + " case" + i;
            Sentiment said = random.nextDouble() < noise ? Sentiment.values()[random.nextInt(3)] : sentiment;
            headlines.add(new Headline(text, said, "made up", List.of(name)));
        }
        return headlines;
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
