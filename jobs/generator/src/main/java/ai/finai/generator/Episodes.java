package ai.finai.generator;

import ai.finai.generator.Episode.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans the episodes and near misses of a round, each on a person's account of its own. */
final class Episodes {

    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;
    static final long WEEK = 7 * DAY;

    private final Bank bank;
    private final GeneratorSettings settings;
    private final Reservations reservations;

    Episodes(Bank bank, GeneratorSettings settings, Reservations reservations) {
        this.bank = bank;
        this.settings = settings;
        this.reservations = reservations;
    }

    /** Those that lie from {@code from} to before {@code until}, epoch milliseconds; rounds count from 0. */
    List<Episode> plan(int round, long from, long until) {
        List<Episode> episodes = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            int count = settings.episodes(scenario);
            List<NearMiss> possible = possible(scenario, until - from);
            for (int i = 0; i < count; i++) {
                int number = round * count + i;
                episodes.add(plan(scenario, null, number, from, until));
            }
            for (int i = 0; i < count; i++) {
                int number = round * count + i;
                episodes.add(plan(scenario, possible.get(number % possible.size()), number, from, until));
            }
        }
        return episodes;
    }

    /** Some near misses need more time than there is. */
    private static List<NearMiss> possible(Scenario scenario, long available) {
        List<NearMiss> possible = new ArrayList<>();
        for (NearMiss nearMiss : NearMiss.values()) {
            long needed =
                    switch (nearMiss) {
                        case DEPOSITS_TOO_FAR_APART -> WEEK + 2 * DAY;
                        case LEAVES_TOO_LATE -> 2 * DAY;
                        default -> 0;
                    };
            if (nearMiss.scenario() == scenario && needed <= available) {
                possible.add(nearMiss);
            }
        }
        return possible;
    }

    private Episode plan(Scenario scenario, @Nullable NearMiss nearMiss, int number, long from, long until) {
        Randomness random =
                new Randomness().reseed(bank.seed, -100 - scenario.ordinal() * 2 - (nearMiss == null ? 0 : 1), number);
        int account = freeAccount(random);
        List<Step> steps = new ArrayList<>(
                switch (scenario) {
                    case STRUCTURING -> new StructuringEpisode(bank, account, random, from, until).steps(nearMiss);
                    case RAPID_TRANSFER -> new RapidTransferEpisode(bank, account, random, from, until).steps(nearMiss);
                });
        steps.sort(Comparator.comparingLong(Step::time));
        reserve(account, scenario, steps);
        String id = scenario.code() + (nearMiss == null ? "-" : "-near-miss-") + fourDigits(number + 1);
        return new Episode(id, scenario, nearMiss, account, List.copyOf(steps));
    }

    private void reserve(int account, Scenario scenario, List<Step> steps) {
        long first = steps.get(0).time();
        long last = steps.get(steps.size() - 1).time();
        boolean silent = scenario == Scenario.RAPID_TRANSFER;
        reservations.reserve(account, first - DAY - HOUR, last + DAY + HOUR, silent);
    }

    private int freeAccount(Randomness random) {
        // Settings leave so many accounts free that this ends soon; landlords are left alone, their rents come in all
        // month.
        while (true) {
            int account = bank.firstPerson + random.below(bank.customers - bank.firstPerson);
            if (reservations.free(account) && bank.persona(account) != Persona.LANDLORD) {
                return account;
            }
        }
    }

    private static String fourDigits(int number) {
        String digits = Integer.toString(number);
        return digits.length() >= 4 ? digits : "0000".substring(digits.length()) + digits;
    }
}
