package ai.finai.events.yaml;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with everything that is wrong with it. The message is one line an error. */
public final class InvalidYaml extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient List<YamlError> errors;

    InvalidYaml(List<YamlError> errors) {
        this(sorted(errors), true);
    }

    private InvalidYaml(List<YamlError> errors, boolean sorted) {
        super(errors.stream().map(YamlError::toString).collect(Collectors.joining("\n")));
        this.errors = errors;
    }

    private static List<YamlError> sorted(List<YamlError> errors) {
        return errors.stream()
                .sorted(Comparator.comparingInt(YamlError::line))
                .distinct()
                .toList();
    }

    /** By line; not empty. */
    public List<YamlError> errors() {
        return errors;
    }
}
