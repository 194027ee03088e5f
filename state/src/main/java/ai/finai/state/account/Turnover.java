package ai.finai.state.account;

/**
 * What an account was paid and what it paid. At {@link Long#MAX_VALUE} a sum means "at least so much".
 *
 * @param countIn credits
 * @param countOut debits
 * @param sumIn of the credits, in minor units of the base currency
 * @param sumOut of the debits, in minor units of the base currency
 */
public record Turnover(long countIn, long countOut, long sumIn, long sumOut) {

    public static final Turnover NONE = new Turnover(0, 0, 0, 0);

    /** In both directions. */
    public long count() {
        return add(countIn, countOut);
    }

    /** In both directions, in minor units of the base currency. */
    public long sum() {
        return add(sumIn, sumOut);
    }

    /** Of two numbers that are not negative, at most {@link Long#MAX_VALUE}. */
    static long add(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
