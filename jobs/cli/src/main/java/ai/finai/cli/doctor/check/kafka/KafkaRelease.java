package ai.finai.cli.doctor.check.kafka;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which release a cluster's {@code metadata.version} came with. Source: MetadataVersion of Kafka 4.2. */
final class KafkaRelease {

    private static final NavigableMap<Integer, String> FIRST_LEVELS = new TreeMap<>(Map.ofEntries(
            Map.entry(4, "3.3"),
            Map.entry(8, "3.4"),
            Map.entry(9, "3.5"),
            Map.entry(12, "3.6"),
            Map.entry(15, "3.7"),
            Map.entry(20, "3.8"),
            Map.entry(21, "3.9"),
            Map.entry(22, "4.0"),
            Map.entry(26, "4.1"),
            Map.entry(28, "4.2"),
            Map.entry(30, "4.3")));

    private KafkaRelease() {}

    /** {@code Kafka 4.2}. */
    static String of(int level) {
        Map.Entry<Integer, String> release = FIRST_LEVELS.floorEntry(level);
        if (release == null) {
            return "before Kafka 3.3";
        }
        return level > FIRST_LEVELS.lastKey() ? "Kafka 4.3 or later" : "Kafka " + release.getValue();
    }
}
