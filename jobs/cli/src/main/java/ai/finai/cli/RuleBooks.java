package ai.finai.cli;

import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.patterns.kinds.RuleKinds;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.patterns.market.kinds.MarketRuleKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rule books of the command line. One that is invalid ends the command with every error in it. */
public final class RuleBooks {

    private static final Set<String> AML_KINDS = names(RuleKinds.ALL);
    private static final Set<String> MARKET_KINDS = names(MarketRuleKinds.ALL);

    private RuleBooks() {}

    public static RuleBook shipped() {
        return RuleBookReader.shipped();
    }

    public static RuleBook read(Path file) {
        return read(file, RuleBookReader::read);
    }

    public static MarketRuleBook readMarket(Path file) {
        return read(file, MarketRuleBookReader::read);
    }

    /** Whose rule book it looks like, right or wrong: only the AML job's has a base currency, and each job has its kinds. */
    static ConfiguredJob jobOf(Path file) {
        YamlNode root = read(file, YamlDocument::read).root();
        Set<String> kinds = kinds(root);
        boolean aml = root.isMapping() && root.get("baseCurrency") != null
                || kinds.stream().anyMatch(AML_KINDS::contains);
        return !aml && kinds.stream().anyMatch(MARKET_KINDS::contains) ? ConfiguredJob.MARKET : ConfiguredJob.AML;
    }

    private static Set<String> kinds(YamlNode root) {
        Set<String> kinds = new HashSet<>();
        YamlNode rules = root.isMapping() ? root.get("rules") : null;
        for (YamlNode rule : rules == null ? List.<YamlNode>of() : rules.items()) {
            YamlNode kind = rule.isMapping() ? rule.get("kind") : null;
            String name = kind == null ? null : kind.text();
            if (name != null) {
                kinds.add(name);
            }
        }
        return kinds;
    }

    private interface Reader<B> {

        B read(Path file) throws IOException;
    }

    private static <B> B read(Path file, Reader<B> reader) {
        try {
            return reader.read(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    private static Set<String> names(List<? extends KindDefinition<?>> kinds) {
        return kinds.stream().map(KindDefinition::name).collect(Collectors.toUnmodifiableSet());
    }
}
