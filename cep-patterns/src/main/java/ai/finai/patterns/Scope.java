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
 */
public record Scope(
        @Nullable Set<String> channels,
        @Nullable Set<String> currencies,
        @Nullable Set<String> countries,
        @Nullable Set<String> accounts,
        @Nullable Set<String> exceptAccounts)
        implements Serializable {

    public static final Scope EVERYTHING = new Scope(null, null, null, null, null);

    public Scope {
        channels = copy(channels);
        currencies = copy(currencies);
        countries = copy(countries);
        accounts = copy(accounts);
        exceptAccounts = copy(exceptAccounts);
    }

    public boolean covers(Posting posting) {
        return within(channels, posting.channel())
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
