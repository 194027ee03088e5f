package ai.finai.patterns.kinds;

import ai.finai.patterns.Parameter;
import ai.finai.patterns.RuleKind;
import java.util.List;

/** Every rule kind there is. A new one is its own file and a line in {@link #ALL}. */
public final class RuleKinds {

    public static final List<Definition> ALL = List.of(Structuring.DEFINITION, RapidTransfer.DEFINITION);

    /**
     * What a rule book needs to know of a kind.
     *
     * @param name in the rule book
     * @param type a record whose components are the parameters
     * @param parameters in the order of the documentation
     */
    public record Definition(String name, Class<? extends RuleKind> type, List<Parameter<?>> parameters) {}

    private RuleKinds() {}
}
