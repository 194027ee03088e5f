package ai.finai.patterns;

import ai.finai.events.Money;
import ai.finai.events.yaml.Durations;
import ai.finai.events.yaml.InvalidValues;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a rule kind: what the rule book may say for it. The rule kind's constructor, the reader of rule books
 * and the documentation all take it from here.
 *
 * @param name of the kind's record component, and the key in the rule book
 * @param preset what holds where the rule book says nothing
 * @param presetText {@code preset} as it would stand in the rule book
 * @param allowed which values are
 * @param range the same in words: {@code 2 to 100}
 * @param meaning a phrase for the documentation
 */
public record Parameter<T>(
        String name, T preset, String presetText, Predicate<T> allowed, String range, String meaning) {

    private static final long MOST_MONEY = 1_000_000_000_000L;

    public static Parameter<Integer> count(String name, int preset, int least, int most, String meaning) {
        return ranged(name, preset, least, most, String::valueOf, meaning);
    }

    public static Parameter<Fraction> fraction(String name, String preset, String least, String most, String meaning) {
        return ranged(
                name, Fraction.parse(preset), Fraction.parse(least), Fraction.parse(most), Fraction::toString, meaning);
    }

    public static Parameter<Duration> duration(
            String name, Duration preset, Duration least, Duration most, String meaning) {
        return ranged(name, preset, least, most, Durations::text, meaning);
    }

    /** A number with decimals; the preset and both ends of the range are finite. */
    public static Parameter<Double> number(String name, double preset, double least, double most, String meaning) {
        return ranged(name, preset, least, most, Parameter::plain, meaning);
    }

    /** An amount of the base currency, above zero. The preset holds only where the base currency is the preset's. */
    public static Parameter<Money> money(String name, Money preset, String meaning) {
        return new Parameter<>(
                name,
                preset,
                preset.toDecimal() + " " + preset.currency(),
                value -> value.minorUnits() > 0
                        && new BigDecimal(value.toDecimal()).compareTo(BigDecimal.valueOf(MOST_MONEY)) <= 0,
                "above 0, at most 1,000,000,000,000",
                meaning);
    }

    private static <T extends Comparable<? super T>> Parameter<T> ranged(
            String name, T preset, T least, T most, Function<T, String> text, String meaning) {
        return new Parameter<>(
                name,
                preset,
                text.apply(preset),
                value -> least.compareTo(value) <= 0 && value.compareTo(most) <= 0,
                text.apply(least) + " to " + text.apply(most),
                meaning);
    }

    @SuppressWarnings("unchecked")
    public Class<T> type() {
        return (Class<T>) preset.getClass();
    }

    /** Whether the preset means anything in a rule book of this base currency: an amount of another one does not. */
    public boolean presetHoldsIn(String baseCurrency) {
        return !(preset instanceof Money money) || money.currency().equals(baseCurrency);
    }

    /** What is wrong with a value, or null: for {@link InvalidValues#throwIfAny}. */
    public InvalidValues.@Nullable Problem check(T value) {
        return InvalidValues.unless(allowed.test(value), name, text(value) + " is out of range; allowed: " + range);
    }

    /** Without an exponent and without needless zeros. */
    private static String plain(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
                : String.valueOf(number);
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return plain(number);
        }
        if (value instanceof Duration duration) {
            return Durations.text(duration);
        }
        return value instanceof Money money ? money.toDecimal() : value.toString();
    }
}
