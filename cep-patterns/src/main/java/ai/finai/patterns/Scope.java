package ai.finai.patterns;

import ai.finai.events.Posting;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which postings a rule looks at. A null set restricts nothing; a posting whose value is missing is outside a set.
 *
 * @param channels of the posting
 * @param currencies of the posting
 * @param countries of the account's own side
 * @param accounts the only accounts watched
 * @param exceptAccounts accounts left out
 * @param minScore the least score, from 0 to 1, that the model in force must have given the posting; one without a score is
 *     outside
 */
public record Scope(
        @Nullable Set<String> channels,
        @Nullable Set<String> currencies,
        @Nullable Set<String> countries,
        @Nullable Set<String> accounts,
        @Nullable Set<String> exceptAccounts,
        @Nullable Double minScore)
        implements Serializable {

    public static final Scope EVERYTHING = new Scope(null, null, null, null, null, null);

    public Scope {
        channels = copy(channels);
        currencies = copy(currencies);
        countries = copy(countries);
        accounts = copy(accounts);
        exceptAccounts = copy(exceptAccounts);
    }

    /** @param score of the posting; NaN without one */
    public boolean covers(Posting posting, double score) {
        return (minScore == null || score >= minScore)
                && within(channels, posting.channel())
                && within(currencies, posting.currency())
                && within(countries, posting.country())
                && within(accounts, posting.account())
                && (exceptAccounts == null || !exceptAccounts.contains(posting.account()));
    }

    private static @Nullable Set<String> copy(@Nullable Set<String> set) {
        return set == null ? null : Set.copyOf(set);
    }

    private static boolean within(@Nullable Set<String> allowed, @Nullable String value) {
        return allowed == null || (value != null && allowed.contains(value));
    }
}
