package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import ai.finai.events.yaml.NearestWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Every option is one that Flink 2.3, its operator or its S3 file system has, by the name that it has now, with a value of its
 * type. Flink itself takes any key and says nothing, so that a typing error is found when the option was needed; and an old name
 * when a release has forgotten it.
 */
final class KnownFlinkKeys implements Rule {

    /**
     * Made by FlinkKeysTest from the classes of Flink and the operator: key, type, and for an enum its values. An old key has
     * {@link #OLD} as its type, and the key of today after it, if there is one.
     */
    private static final String LIST = "flink-2.3-keys.txt";

    static final String OLD = "Old";

    /** Options whose key has a name in it that the user gives. */
    private static final Pattern NAMED = Pattern.compile(
            "metrics\\.reporter\\.[\\w-]+\\..+|containerized\\.(master|taskmanager)\\.env\\..+|env\\.java\\.opts\\..+");

    private static final Map<String, String[]> KNOWN = read();

    private static final Set<String> OF_TODAY = KNOWN.values().stream()
            .filter(option -> !option[1].equals(OLD))
            .map(option -> option[0])
            .collect(Collectors.toCollection(TreeSet::new));

    @Override
    public String name() {
        return "known-flink-keys";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            job.mapping(Flink.OPTIONS).forEach((key, value) -> {
                String path = Flink.option(key);
                String[] option = KNOWN.get(key);
                if (option == null && !NAMED.matcher(key).matches()) {
                    findings.add(Finding.of(
                            this,
                            job,
                            path,
                            "unknown option " + key + NearestWord.hint(key, OF_TODAY),
                            "correct or remove it: Flink would ignore it"));
                } else if (option != null && option[1].equals(OLD)) {
                    boolean renamed = option.length > 2;
                    findings.add(Finding.of(
                            this,
                            job,
                            path,
                            key + (renamed ? " is an old name of " + option[2] : " is deprecated in Flink 2.3"),
                            renamed
                                    ? "write " + option[2]
                                    : "remove it, or write what Flink's documentation names in its place"));
                } else if (option != null && !fits(String.valueOf(value), option)) {
                    String expected = option.length > 2 ? "one of " + option[2] : "a value of the type " + option[1];
                    findings.add(
                            Finding.of(this, job, path, key + " is " + value + ": expected " + expected, "correct it"));
                }
            });
        }
        return findings;
    }

    private static boolean fits(String value, String[] option) {
        try {
            return switch (option[1]) {
                case "Boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                case "Integer" -> Integer.parseInt(value) != Integer.MIN_VALUE;
                case "Long" -> Long.parseLong(value) != Long.MIN_VALUE;
                case "Double", "Float" -> Double.isFinite(Double.parseDouble(value));
                case "Duration" -> !TimeUtils.parseDuration(value).isNegative();
                case "MemorySize" -> MemorySize.parse(value).getBytes() >= 0;
                case "Enum" ->
                    List.of(option[2].split(","))
                            .contains(value.toUpperCase(Locale.ROOT).replace('-', '_'));
                default -> true;
            };
        } catch (IllegalArgumentException e) { // NumberFormatException is one
            return false;
        }
    }

    private static Map<String, String[]> read() {
        try (InputStream in = KnownFlinkKeys.class.getResourceAsStream(LIST)) {
            Map<String, String[]> known = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(option -> known.put(option[0], option));
            return known;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + LIST, e);
        }
    }
}
