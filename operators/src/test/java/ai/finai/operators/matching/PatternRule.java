package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.patterns.Match;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.RuleKind;
import ai.finai.patterns.Scope;
import java.util.List;
import org.apache.flink.cep.pattern.Pattern;

/** A rule kind that is nothing but a pattern. */
record PatternRule(Pattern<Posting, ?> pattern) implements RuleKind {

    @Override
    public String name() {
        return "pattern";
    }

    @Override
    public boolean concerns(Posting posting) {
        return true;
    }

    @Override
    public Narrative narrate(Match match) {
        throw new UnsupportedOperationException();
    }

    static Rule rule(String id, int version, Pattern<Posting, ?> pattern) {
        return new Rule(id, version, Severity.LOW, Scope.EVERYTHING, new PatternRule(pattern));
    }

    static RuleBook book(Rule... rules) {
        return new RuleBook("USD", List.of(rules), "0");
    }
}
