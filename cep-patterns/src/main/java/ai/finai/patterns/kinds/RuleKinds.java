package ai.finai.patterns.kinds;

import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.RuleKind;
import java.util.List;

/** Every rule kind of the AML job. A new one is its own file and a line in {@link #ALL}. */
public final class RuleKinds {

    public static final List<KindDefinition<RuleKind>> ALL = List.of(Structuring.DEFINITION, RapidTransfer.DEFINITION);

    private RuleKinds() {}
}
