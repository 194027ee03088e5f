package ai.finai.operators.matching;

import ai.finai.events.Posting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.MalformedPatternException;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.pattern.Quantifier.QuantifierProperty;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichCompositeIterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichIterativeCondition;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a pattern runs: on an {@link Automaton} where its steps follow each other with relaxed contiguity, else
 * on Flink's NFA. The program says which, and why. Patterns that could never end, or not at a posting, are refused.
 */
final class PatternCompiler {

    private final Supplier<SharedPostings> shared;

    /** @param shared asked only for patterns that need Flink's NFA */
    PatternCompiler(Supplier<SharedPostings> shared) {
        this.shared = shared;
    }

    /** @throws IllegalArgumentException saying what in the pattern cannot run, and what to write instead */
    Program compile(Pattern<Posting, ?> pattern) {
        List<Pattern<Posting, ?>> sequence = sequence(pattern);
        refuse(pattern, sequence);
        Optional<Long> within = within(sequence);
        String reason = reasonForNfa(sequence);
        if (reason == null) {
            List<Step> steps = new ArrayList<>();
            for (Pattern<Posting, ?> step : sequence) {
                steps.add(step(step));
            }
            return new Automaton(steps, within.orElseThrow());
        }
        long longest = within.orElseGet(() -> longestGap(sequence));
        return new NfaProgram(NFACompiler.compileFactory(pattern, false).createNFA(), shared.get(), longest, reason);
    }

    private static List<Pattern<Posting, ?>> sequence(Pattern<Posting, ?> last) {
        List<Pattern<Posting, ?>> sequence = new ArrayList<>();
        for (Pattern<Posting, ?> step = last; step != null; step = step.getPrevious()) {
            sequence.add(step);
        }
        Collections.reverse(sequence);
        return sequence;
    }

    private static void refuse(Pattern<Posting, ?> pattern, List<Pattern<Posting, ?>> sequence) {
        Pattern<Posting, ?> last = sequence.get(sequence.size() - 1);
        ConsumingStrategy end = last.getQuantifier().getConsumingStrategy();
        if (end == ConsumingStrategy.NOT_FOLLOW || end == ConsumingStrategy.NOT_NEXT) {
            throw new IllegalArgumentException("the pattern ends with the negative step '" + last.getName()
                    + "', so it would be completed by time passing; an alert is completed by a posting:"
                    + " let a positive step follow");
        }
        if (pattern.getAfterMatchSkipStrategy().isSkipStrategy()) {
            throw new IllegalArgumentException("the pattern has a skip strategy, but what an alert uses up is decided"
                    + " by FinAI for every rule alike: begin it with AfterMatchSkipStrategy.noSkip()");
        }
        boolean empty;
        try {
            NFACompiler.compileFactory(pattern, false);
            empty = NFACompiler.canProduceEmptyMatches(pattern);
        } catch (MalformedPatternException e) {
            throw new IllegalArgumentException("the pattern is malformed: " + e.getMessage(), e);
        }
        if (empty) {
            throw new IllegalArgumentException(
                    "the pattern can be fulfilled by no posting at all: make one of its steps required");
        }
        int postings = 0;
        for (Pattern<Posting, ?> step : sequence) {
            refuseRich(step);
            if (step.getTimes() != null && !step.getQuantifier().hasProperty(QuantifierProperty.OPTIONAL)) {
                postings += step.getTimes().getFrom();
            }
        }
        if (postings > RuleMatcher.MAX_POSTINGS) {
            throw new IllegalArgumentException("the pattern needs at least " + postings + " postings, but at most "
                    + RuleMatcher.MAX_POSTINGS + " are held: ask for fewer");
        }
        if (within(sequence).isEmpty() && longestGap(sequence) == 0) {
            throw new IllegalArgumentException("nothing ends the pattern's partial matches, so they would be kept for"
                    + " ever: end the pattern with within(duration)");
        }
    }

    private static void refuseRich(Pattern<Posting, ?> step) {
        if (step instanceof GroupPattern<Posting, ?> group) {
            for (Pattern<Posting, ?> inner = raw(group); inner != null; inner = inner.getPrevious()) {
                refuseRich(inner);
            }
            return;
        }
        refuseRich(step.getName(), step.getCondition());
        if (step.getUntilCondition() != null) {
            refuseRich(step.getName(), step.getUntilCondition());
        }
    }

    private static void refuseRich(String step, IterativeCondition<?> condition) {
        if (condition instanceof RichCompositeIterativeCondition<?> composite) {
            for (IterativeCondition<?> nested : composite.getNestedConditions()) {
                refuseRich(step, nested);
            }
        } else if (condition instanceof RichIterativeCondition<?>) {
            throw new IllegalArgumentException("the condition of step '" + step
                    + "' wants a runtime context, and there is none where rules run: extend IterativeCondition");
        }
    }

    @SuppressWarnings("unchecked") // a group of a pattern over postings is one over postings
    private static Pattern<Posting, ?> raw(GroupPattern<Posting, ?> group) {
        return (Pattern<Posting, ?>) group.getRawPattern();
    }

    /** From first to last, in milliseconds: the shortest that any step gives, as Flink has it. */
    private static Optional<Long> within(List<Pattern<Posting, ?>> sequence) {
        return sequence.stream()
                .flatMap(step -> step.getWindowSize().stream())
                .map(Duration::toMillis)
                .filter(millis -> millis > 0)
                .min(Long::compare);
    }

    /** The longest that a partial match waits for its next posting, or 0 where one may wait for ever. */
    private static long longestGap(List<Pattern<Posting, ?>> sequence) {
        long longest = 0;
        for (int i = 0; i < sequence.size(); i++) {
            Pattern<Posting, ?> step = sequence.get(i);
            boolean waits = i > 0 || !step.getQuantifier().hasProperty(QuantifierProperty.SINGLE);
            long gap = Math.max(
                    step.getWindowSize(WithinType.PREVIOUS_AND_CURRENT)
                            .map(Duration::toMillis)
                            .orElse(0L),
                    gapBetweenTimes(step));
            if (waits && (gap <= 0 || step instanceof GroupPattern)) {
                return 0;
            }
            longest = Math.max(longest, gap);
        }
        return longest;
    }

    private static long gapBetweenTimes(Pattern<Posting, ?> step) {
        return step.getTimes() == null
                ? 0
                : step.getTimes().getWindowSize().map(Duration::toMillis).orElse(0L);
    }

    /** What an automaton does not know, or null. */
    private static @Nullable String reasonForNfa(List<Pattern<Posting, ?>> sequence) {
        for (int i = 0; i < sequence.size(); i++) {
            Pattern<Posting, ?> step = sequence.get(i);
            String reason = reasonForNfa(step, i == 0);
            if (reason != null) {
                return step instanceof GroupPattern ? reason : "step '" + step.getName() + "' " + reason;
            }
        }
        return sequence.size() > Automaton.MAX_STEPS ? "it has more than " + Automaton.MAX_STEPS + " steps" : null;
    }

    private static @Nullable String reasonForNfa(Pattern<Posting, ?> step, boolean first) {
        if (step instanceof GroupPattern) {
            return "it groups steps";
        }
        Quantifier quantifier = step.getQuantifier();
        if (step.getUntilCondition() != null) {
            return "has an until condition";
        }
        if (quantifier.hasProperty(QuantifierProperty.GREEDY)) {
            return "is greedy";
        }
        if (first && quantifier.hasProperty(QuantifierProperty.OPTIONAL)) {
            return "is the first and optional";
        }
        if (!first && quantifier.getConsumingStrategy() != ConsumingStrategy.SKIP_TILL_NEXT) {
            return switch (quantifier.getConsumingStrategy()) {
                case STRICT -> "must be next";
                case SKIP_TILL_ANY -> "follows any";
                default -> "is negative";
            };
        }
        if (quantifier.getInnerConsumingStrategy() == ConsumingStrategy.STRICT) {
            return "is consecutive";
        }
        if (quantifier.getInnerConsumingStrategy() != ConsumingStrategy.SKIP_TILL_NEXT) {
            return "allows combinations";
        }
        if (step.getWindowSize(WithinType.PREVIOUS_AND_CURRENT).isPresent() || gapBetweenTimes(step) > 0) {
            return "has a window from one posting to the next";
        }
        return null;
    }

    @SuppressWarnings("unchecked") // a condition on a posting: patterns over postings have no other type
    private static Step step(Pattern<Posting, ?> pattern) {
        Quantifier quantifier = pattern.getQuantifier();
        Quantifier.Times times = pattern.getTimes();
        int least = times == null ? 1 : times.getFrom();
        int most = quantifier.hasProperty(QuantifierProperty.LOOPING)
                ? Integer.MAX_VALUE
                : times == null ? 1 : times.getTo();
        return new Step(
                pattern.getName(),
                (IterativeCondition<Posting>) pattern.getCondition(),
                least,
                most,
                quantifier.hasProperty(QuantifierProperty.OPTIONAL));
    }
}
