package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.yaml.InvalidValues.Problem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topics of a job: what each has, and what the two have in common. */
public sealed interface TopicNames extends Serializable permits AmlTopics, MarketTopics {

    /** Written: what was found. */
    String alerts();

    /** Written: what no rule saw, with the reason. */
    String lateEvents();

    /** Written: records that were not accepted, with the reason. */
    String deadLetters();

    /** Read: which models to use. */
    String models();

    /** Written: what became of the models, by subtask. */
    String modelStatus();

    /** The same with other topics for orders of models and their answers. */
    TopicNames withModels(String otherModels, String otherModelStatus);

    /** Those that the job reads. */
    List<String> read();

    /** Those that the job writes to. */
    List<String> written();

    /** Those of which only the latest record of a key is kept, in one partition: orders, which are carried out in order. */
    default List<String> compacted() {
        return List.of(models());
    }

    /** Those with what the job is about: what is no such event comes from them, and goes back to them once it is repaired. */
    default List<String> events() {
        List<String> events = new ArrayList<>(read());
        events.removeAll(compacted());
        return events;
    }

    /** Those that event time follows. */
    default List<String> advancing() {
        return events();
    }

    /** In the order of the flow. */
    default List<String> all() {
        List<String> all = new ArrayList<>(read());
        all.addAll(written());
        return all;
    }

    /** What is wrong with a topic's name, or null. */
    static @Nullable Problem legal(String component, String topic) {
        return unless(
                Names.TOPIC.matcher(topic).matches() && !topic.equals(".") && !topic.equals(".."),
                component,
                "'" + topic + "' is no topic name: 1 to 249 letters, digits, dots, underscores and hyphens");
    }

    /** What is wrong with reading a topic, or null. */
    static @Nullable Problem onlyRead(String component, String topic, List<String> written) {
        return unless(
                !written.contains(topic),
                component,
                "'" + topic + "' is also written to: the job would read what it writes");
    }

    /** What names look like. */
    final class Names {
        private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

        private Names() {}
    }
}
