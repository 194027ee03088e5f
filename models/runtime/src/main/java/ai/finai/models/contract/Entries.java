package ai.finai.models.contract;

import ai.finai.models.InvalidModelException;
import ai.finai.models.JsonProblem;
import ai.finai.models.Reference;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file's metadata, entry by entry, whoever wrote it; collects every problem before it complains. */
final class Entries {

    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{0,200}");
    private static final String TEXT_IS = "up to 200 letters, digits, signs and spaces";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Map<String, String> metadata;
    private final List<String> problems = new ArrayList<>();

    Entries(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    void requireNoProblems() throws InvalidModelException {
        if (!problems.isEmpty()) {
            throw new InvalidModelException(problems);
        }
    }

    /** Empty if it is missing, which is a problem. */
    String required(String key) {
        String value = metadata.get(key);
        if (value == null || value.isBlank()) {
            problems.add("metadata " + key + " is missing");
            return "";
        }
        return value.strip();
    }

    /** A problem unless it holds. */
    void check(boolean holds, String key, String value, String expected) {
        if (!holds) {
            problems.add("metadata " + key + " is '" + shortened(value) + "': " + expected);
        }
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }

    String matching(String key, Pattern pattern, String expected) {
        String value = required(key);
        check(value.isEmpty() || pattern.matcher(value).matches(), key, value, "allowed are " + expected);
        return value;
    }

    String text(String key) {
        return matching(key, TEXT, TEXT_IS);
    }

    String optionalText(String key) {
        String value = metadata.getOrDefault(key, "");
        check(TEXT.matcher(value).matches(), key, value, "allowed are " + TEXT_IS);
        return value;
    }

    int whole(String key, int least, int most) {
        String value = required(key);
        long number = least - 1L;
        try {
            number = value.isEmpty() ? least : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            // Complained about below, as what is out of range is.
        }
        check(number >= least && number <= most, key, value, "a whole number from " + least + " to " + most);
        return (int) number;
    }

    double number(String key, double least, double most) {
        String value = required(key);
        double number = value.isEmpty() ? least : number(value);
        check(number >= least && number <= most, key, value, "a number from " + least + " to " + most);
        return number;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Levels of quantiles: above 0 and below 1, each above the one before it. */
    List<Double> levels(String key, int most) {
        String value = required(key);
        List<Double> levels = new ArrayList<>();
        if (value.isEmpty()) {
            return levels;
        }
        String[] parts = value.split(",", -1);
        boolean good = parts.length <= most;
        double before = 0;
        for (int i = 0; i < parts.length && good; i++) {
            double level = number(parts[i].strip());
            good = level > before && level < 1;
            levels.add(level);
            before = level;
        }
        check(good, key, value, "1 to " + most + " levels above 0 and below 1 with commas between, strictly rising");
        return levels;
    }

    /** One of some values by its code. */
    <T> @Nullable T oneOf(String key, List<T> values, Function<T, String> code) {
        String value = required(key);
        for (T candidate : values) {
            if (code.apply(candidate).equals(value)) {
                return candidate;
            }
        }
        check(
                value.isEmpty(),
                key,
                value,
                "expected " + values.stream().map(code).collect(Collectors.joining(" or ")));
        return null;
    }

    /**
     * Values by name, each at most once.
     *
     * @param known every one there is
     * @param what they are called in a message, in the plural
     */
    <T> List<T> named(String key, List<T> known, Function<T, String> title, String what) {
        List<T> found = new ArrayList<>();
        String value = required(key);
        if (value.isEmpty()) {
            return found;
        }
        List<String> titles = Arrays.asList(value.split(",", -1));
        if (titles.size() > known.size()) {
            problems.add(
                    "metadata " + key + " names " + titles.size() + ' ' + what + "; there are only " + known.size());
            return found;
        }
        for (String name : titles) {
            List<T> same = known.stream()
                    .filter(candidate -> title.apply(candidate).equals(name.strip()))
                    .toList();
            if (same.isEmpty()) {
                problems.add("metadata " + key + " names '" + shortened(name) + "': there are "
                        + known.stream().map(title).collect(Collectors.joining(", ")));
            } else if (found.contains(same.get(0))) {
                problems.add("metadata " + key + " names " + name + " twice");
            } else {
                found.add(same.get(0));
            }
        }
        return found;
    }

    /** Empty if there are none. */
    Map<String, Double> metrics(String key) {
        String value = metadata.get(key);
        if (value == null) {
            return Map.of();
        }
        try {
            Map<String, Double> metrics = JSON.readValue(value, new TypeReference<TreeMap<String, Double>>() {});
            return Map.copyOf(metrics);
        } catch (JsonProcessingException | RuntimeException e) {
            problems.add("metadata " + key + " is no JSON object of numbers");
            return Map.of();
        }
    }

    Reference reference(String key) {
        String value = metadata.get(key);
        if (value == null) {
            return Reference.NONE;
        }
        try {
            Reference reference = JSON.readValue(value, Reference.class);
            if (reference == null) {
                throw new IllegalArgumentException("null");
            }
            return reference;
        } catch (JsonProcessingException | RuntimeException e) {
            problems.add("metadata " + key + " is not as it should be: " + JsonProblem.of(e));
            return Reference.NONE;
        }
    }
}
