package ai.finai.patterns.kinds;

import ai.finai.events.Alert;
import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.yaml.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * The figures of a narrative about some postings, in the base currency: for a person ({@code 28,400.00 USD}) and as facts
 * ({@code 28400.00}). The same on every machine, whatever its locale.
 */
final class Figures {

    private final List<Posting> postings;
    private final String baseCurrency;
    private final int decimals;

    /** @param postings in order, not empty */
    Figures(List<Posting> postings, String baseCurrency) {
        this.postings = postings;
        this.baseCurrency = baseCurrency;
        this.decimals = Money.decimals(baseCurrency);
    }

    BigDecimal total() {
        BigInteger total = BigInteger.ZERO;
        for (Posting posting : postings) {
            total = total.add(BigInteger.valueOf(posting.baseAmount()));
        }
        return new BigDecimal(total, decimals);
    }

    long smallest() {
        return postings.stream().mapToLong(Posting::baseAmount).min().orElseThrow();
    }

    long largest() {
        return postings.stream().mapToLong(Posting::baseAmount).max().orElseThrow();
    }

    /** From the first posting to the last. */
    Duration span() {
        return Duration.ofMillis(
                postings.get(postings.size() - 1).eventTime() - postings.get(0).eventTime());
    }

    /** {@code in 31 h 12 min}; {@code at the same moment} where no time went by. */
    String inSpan() {
        return spanAfter("in ", "in less than 1 s");
    }

    /** {@code within 31 h 12 min}; {@code at the same moment} where no time went by. */
    String withinSpan() {
        return spanAfter("within ", "within 1 s");
    }

    private String spanAfter(String preposition, String lessThanASecond) {
        Duration span = span();
        if (span.isZero()) {
            return "at the same moment";
        }
        return span.toSeconds() == 0 ? lessThanASecond : preposition + Durations.text(span);
    }

    /**
     * {@code  (paid in EUR and GBP, at the rates of the day)} where a posting is of another currency than the base
     * currency, else nothing.
     */
    String currencies() {
        TreeSet<String> currencies = new TreeSet<>();
        postings.forEach(posting -> currencies.add(posting.currency()));
        if (currencies.size() == 1 && currencies.contains(baseCurrency)) {
            return "";
        }
        String last = currencies.pollLast();
        String list = currencies.isEmpty() ? last : String.join(", ", currencies) + " and " + last;
        return " (paid in " + list + ", at the rates of the day)";
    }

    BigDecimal decimal(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, decimals);
    }

    /** {@code 9,800.00}: with separators, without the currency. */
    String number(long minorUnits) {
        return Money.grouped(decimal(minorUnits));
    }

    /** {@code 9,800.00 USD}. */
    String amount(long minorUnits) {
        return amount(decimal(minorUnits));
    }

    String amount(BigDecimal amount) {
        return Money.grouped(amount) + " " + baseCurrency;
    }

    /** {@code 1 payment}, {@code 2 payments}, {@code 1,200 payments}. */
    static String count(int count, String noun) {
        return Money.grouped(BigDecimal.valueOf(count)) + " " + noun + (count == 1 ? "" : "s");
    }

    static Alert.Fact number(String name, int value) {
        return new Alert.Fact(name, Integer.toString(value), true);
    }

    static Alert.Fact text(String name, String value) {
        return new Alert.Fact(name, value, false);
    }

    static Alert.Fact money(String name, BigDecimal value) {
        return new Alert.Fact(name, value.toPlainString(), false);
    }
}
