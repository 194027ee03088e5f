package ai.finai.state.account;

import java.util.ArrayList;
import java.util.List;

/**
 * The last alerts about an account, for people who query snapshots: at most {@link #KEPT}, some 100 bytes each. How many
 * there were in all is {@link AccountProfile#alerts}. Forgotten together with the account's profile.
 *
 * @param last from the earliest to the latest
 */
public record AccountAlerts(List<PastAlert> last) {

    /** Alerts of an account that are remembered. */
    public static final int KEPT = 10;

    public static final AccountAlerts NONE = new AccountAlerts(List.of());

    /** @throws IllegalArgumentException if there are more than {@link #KEPT} */
    public AccountAlerts {
        last = List.copyOf(last);
        if (last.size() > KEPT) {
            throw new IllegalArgumentException(last.size() + " alerts: at most " + KEPT + " are remembered");
        }
    }

    /** These and the next one, without the earliest where there would be too many. */
    public AccountAlerts and(PastAlert next) {
        List<PastAlert> more = new ArrayList<>(last.subList(last.size() == KEPT ? 1 : 0, last.size()));
        more.add(next);
        return new AccountAlerts(more);
    }
}
