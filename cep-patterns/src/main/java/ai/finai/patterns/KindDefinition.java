package ai.finai.patterns;

import java.util.List;

/**
 * What a rule book needs to know of a kind of rule.
 *
 * @param name in the rule book
 * @param type a record whose components are the parameters
 * @param parameters in the order of the documentation
 * @param <K> what all kinds of the job are
 */
public record KindDefinition<K>(String name, Class<? extends K> type, List<Parameter<?>> parameters) {

    public KindDefinition {
        parameters = List.copyOf(parameters);
    }
}
