package ai.finai.operators.matching;

import static ai.finai.operators.matching.Letters.is;
import static ai.finai.operators.matching.Letters.moreThan;
import static ai.finai.operators.matching.Letters.reaches;
import static ai.finai.operators.matching.Letters.rising;

import ai.finai.events.Posting;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.BooleanConditions;

/** Shapes of patterns, and what the matcher is to find of what Flink's CEP operator finds without skipping. */
enum Shape {
    A2(Finds.ALL, () -> begin("a").where(is("a")).times(2)),
    A3(Finds.ALL, () -> begin("a").where(is("a")).times(3)),
    ANY3(Finds.ALL, () -> begin("a").times(3)),
    A_B(Finds.ALL, () -> begin("a").where(is("a")).followedBy("b").where(is("b"))),
    A_B_C(Finds.ALL, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .followedBy("c")
            .where(is("c"))),
    A_A_A(Finds.ALL, () -> begin("1")
            .where(is("a"))
            .followedBy("2")
            .where(is("a"))
            .followedBy("3")
            .where(is("a"))),
    A2_B(Finds.ALL, () -> begin("a").where(is("a")).times(2).followedBy("b").where(is("b"))),
    A_B2(
            Finds.ALL,
            () -> begin("a").where(is("a")).followedBy("b").where(is("b")).times(2)),
    A_B2_C(Finds.ALL, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .times(2)
            .followedBy("c")
            .where(is("c"))),
    A_OR_B_THEN_NOT_A(Finds.ALL, () -> begin("a")
            .where(is("a"))
            .or(is("b"))
            .followedBy("b")
            .where(new org.apache.flink.cep.pattern.conditions.RichNotCondition<>(is("a")))),
    A_AND_MORE(
            Finds.ALL,
            () -> begin("a").where(is("a")).followedBy("b").where(is("b")).where(moreThan("a"))),
    RISING3(Finds.ALL, () -> begin("a").where(rising("a")).times(3)),
    A_RISING2(Finds.ALL, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(rising("a"))
            .where(rising("b"))
            .times(2)),

    SOME_A(Finds.FIRST_OF_EACH_START, () -> begin("a").where(is("a")).oneOrMore()),
    SOME_A_B(
            Finds.FIRST_OF_EACH_START,
            () -> begin("a").where(is("a")).oneOrMore().followedBy("b").where(is("b"))),
    A2TO4_B(
            Finds.FIRST_OF_EACH_START,
            () -> begin("a").where(is("a")).times(2, 4).followedBy("b").where(is("b"))),
    A2ORMORE_B(
            Finds.FIRST_OF_EACH_START,
            () -> begin("a").where(is("a")).timesOrMore(2).followedBy("b").where(is("b"))),
    A_B1TO3(
            Finds.FIRST_OF_EACH_START,
            () -> begin("a").where(is("a")).followedBy("b").where(is("b")).times(1, 3)),
    A_MAYBE_B_C(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .optional()
            .followedBy("c")
            .where(is("c"))),
    A_ANYB_C(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .oneOrMore()
            .optional()
            .followedBy("c")
            .where(is("c"))),
    A_MAYBE_B_MAYBE_C_D(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .optional()
            .followedBy("c")
            .where(is("c"))
            .optional()
            .followedBy("d")
            .where(is("d"))),
    A_B_MAYBE_C(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .followedBy("c")
            .where(is("c"))
            .optional()),
    SOME_A_SOME_B_C(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .oneOrMore()
            .followedBy("b")
            .where(is("b"))
            .oneOrMore()
            .followedBy("c")
            .where(is("c"))),
    LIKE_RAPID_TRANSFER(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("bc"))
            .oneOrMore()
            .optional()
            .followedBy("c")
            .where(is("bc"))
            .where(reaches(12, "b"))),
    LIKE_STRUCTURING(Finds.FIRST_OF_EACH_START, () -> begin("a")
            .where(is("ab"))
            .timesOrMore(2)
            .followedBy("b")
            .where(is("ab"))
            .where(reaches(18, "a"))),
    OVERLAPPING(
            Finds.FIRST_OF_EACH_START,
            () -> begin("a").where(is("ab")).oneOrMore().followedBy("b").where(is("bc"))),

    MAYBE_B2_C(Finds.SOME, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .times(2)
            .optional()
            .followedBy("c")
            .where(is("c"))),
    OVERLAPPING3(Finds.SOME, () -> begin("a")
            .where(is("ab"))
            .followedBy("b")
            .where(is("bc"))
            .oneOrMore()
            .followedBy("c")
            .where(is("cd"))
            .followedBy("d")
            .where(is("da"))
            .where(moreThan("b"))),

    A_NEXT_B(Finds.ALL_ON_NFA, () -> begin("a").where(is("a")).next("b").where(is("b"))),
    A3_CONSECUTIVE(Finds.ALL_ON_NFA, () -> begin("a").where(is("a")).times(3).consecutive()),
    SOME_A_CONSECUTIVE_B(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .oneOrMore()
            .consecutive()
            .followedBy("b")
            .where(is("b"))),
    A_ANY_B(Finds.ALL_ON_NFA, () -> begin("a").where(is("a")).followedByAny("b").where(is("b"))),
    A_ANY_B_ANY_C(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .followedByAny("b")
            .where(is("b"))
            .followedByAny("c")
            .where(is("c"))),
    A_COMBINATIONS(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .times(2)
            .allowCombinations()),
    A_GREEDY_B(
            Finds.ALL_ON_NFA,
            () -> begin("a").where(is("a")).oneOrMore().greedy().followedBy("b").where(is("ab"))),
    A_UNTIL_C(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .oneOrMore()
            .until(is("c"))),
    A_NOT_B_C(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .notFollowedBy("b")
            .where(is("b"))
            .followedBy("c")
            .where(is("c"))),
    A_NOT_NEXT_B_C(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .notNext("b")
            .where(is("b"))
            .followedBy("c")
            .where(is("c"))),
    MAYBE_A_B(
            Finds.ALL_ON_NFA,
            () -> begin("a").where(is("a")).optional().followedBy("b").where(is("b"))),
    GROUP2(Finds.ALL_ON_NFA, () -> Pattern.begin(
                    Pattern.<Posting>begin("a").where(is("a")).followedBy("b").where(is("b")))
            .times(2)),
    A_GROUP(Finds.ALL_ON_NFA, () -> begin("z")
            .where(is("a"))
            .followedBy(
                    Pattern.<Posting>begin("a").where(is("b")).followedBy("b").where(is("c")))
            .oneOrMore()
            .followedBy("e")
            .where(is("d"))),
    A_B_SOON(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .followedBy("b")
            .where(is("b"))
            .within(Duration.ofMillis(5), WithinType.PREVIOUS_AND_CURRENT)),
    A3_SOON(Finds.ALL_ON_NFA, () -> begin("a").where(is("a")).times(3, Duration.ofMillis(4))),
    A_SUM_ANY(Finds.ALL_ON_NFA, () -> begin("a")
            .where(is("a"))
            .followedByAny("b")
            .where(is("b"))
            .where(reaches(9, "a"))
            .where(BooleanConditions.trueFunction()));

    /** What the matcher finds of Flink's matches. */
    enum Finds {
        /** All of them, on the automaton: no posting leaves a choice. */
        ALL,
        /** On the automaton, for each posting that begins matches the one that completes first. */
        FIRST_OF_EACH_START,
        /** On the automaton, at most one for each posting that begins matches, and not always the one that completes first. */
        SOME,
        /** All of them, on Flink's NFA. */
        ALL_ON_NFA
    }

    final Finds finds;
    private final Supplier<Pattern<Posting, ?>> pattern;

    Shape(Finds finds, Supplier<Pattern<Posting, ?>> pattern) {
        this.finds = finds;
        this.pattern = pattern;
    }

    private static Pattern<Posting, Posting> begin(String step) {
        return Pattern.begin(step);
    }

    Pattern<Posting, ?> pattern() {
        Pattern<Posting, ?> made = pattern.get();
        return this == A_B_SOON ? made : made.within(Duration.ofMillis(20));
    }
}
