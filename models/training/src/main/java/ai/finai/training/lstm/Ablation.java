package ai.finai.training.lstm;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What each group of features is worth: trains without one after the other, and compares on the validation part. A group
 * that others can stand in for loses little, though the model leans on it.
 */
public final class Ablation {

    private Ablation() {}

    /**
     * Trainings without one group.
     *
     * @param area under precision and recall of the validation part, mean over the seeds
     * @param lost by how much smaller that is than with every feature; negative where it is larger
     */
    public record Without(Feature.Group group, double area, double lost) {}

    /**
     * @param area under precision and recall of the validation part with every feature, mean over the seeds
     * @param spread between the smallest and the largest of the seeds' areas with every feature: a loss below it says little
     * @param groups the one that loses most first
     */
    public record Result(double area, double spread, List<Without> groups) {

        public Result {
            groups = List.copyOf(groups);
        }

        /** In Markdown. */
        public String table() {
            StringBuilder table = new StringBuilder("| without | validation PR-AUC | lost |\n|---|---:|---:|\n");
            table.append(String.format(Locale.ROOT, "| nothing | %.4f | (spread %.4f) |%n", area, spread));
            for (Without without : groups) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.4f | %+.4f |%n",
                        without.group().name().toLowerCase(Locale.ROOT),
                        without.area(),
                        without.lost()));
            }
            return table.toString();
        }
    }

    /**
     * Trains with all of the settings' features, then without each group that they have, if others are left.
     *
     * @param seeds trainings each time, at least 1, with the settings' seed and those after it
     * @param done called on this thread after each group
     */
    public static Result run(
            LabelledPostings data, TimeSplit split, LstmSettings settings, int seeds, Consumer<Without> done) {
        double[] all = areas(data, split, settings, seeds);
        double area = mean(all);
        List<Without> groups = new ArrayList<>();
        for (Feature.Group group : Feature.Group.values()) {
            List<Feature> left = settings.features().stream()
                    .filter(feature -> feature.group() != group)
                    .toList();
            if (left.isEmpty() || left.size() == settings.features().size()) {
                continue;
            }
            double without =
                    mean(areas(data, split, settings.toBuilder().features(left).build(), seeds));
            Without result = new Without(group, without, area - without);
            groups.add(result);
            done.accept(result);
        }
        groups.sort(Comparator.comparingDouble(Without::lost).reversed());
        return new Result(area, largest(all) - smallest(all), groups);
    }

    private static double[] areas(LabelledPostings data, TimeSplit split, LstmSettings settings, int seeds) {
        double[] areas = new double[seeds];
        for (int i = 0; i < seeds; i++) {
            LstmSettings seeded = settings.toBuilder().seed(settings.seed() + i).build();
            areas[i] = Tuning.attempt(data, split, seeded).area();
        }
        return areas;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double largest(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double smallest(double[] values) {
        double smallest = values[0];
        for (double value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }
}
