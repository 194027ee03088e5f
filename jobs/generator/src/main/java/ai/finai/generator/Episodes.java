package ai.finai.generator;

import ai.finai.generator.Episode.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans the episodes and near misses of a round, each on an account of its own. */
final class Episodes {

    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;
    static final long WEEK = 7 * DAY;
    /** In a round, one person's account in so many is silent for some weeks. */
    private static final int SLEEPERS = 40;

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
        if (settings.beyondRules()) {
            putToSleep(round, from, until);
        }
        return episodes;
    }

    /** Not every account that wakes after weeks of silence launders. */
    private void putToSleep(int round, long from, long until) {
        Randomness random = new Randomness().reseed(bank.seed, -99, round);
        int days = (int) ((until - from) / DAY);
        for (int i = (bank.customers - bank.firstPerson) / SLEEPERS; i > 0; i--) {
            int account = bank.anyone(random);
            if (reservations.free(account)) {
                long start = from + random.below(days) * DAY + random.between(0, DAY);
                long end = start + random.between(15 * DAY, 40 * DAY);
                reservations.reserve(account, start, end, Reservations.NOTHING, end);
            }
        }
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
        int account = account(scenario, nearMiss, random);
        Stage stage = new Stage(bank, reservations, account, random, from, until);
        List<Step> steps = new ArrayList<>(scenario.on(stage).steps(nearMiss));
        steps.sort(Comparator.comparingLong(Step::time));
        reserve(account, scenario, steps, random, from);
        String id = scenario.code() + (nearMiss == null ? "-" : "-near-miss-") + fourDigits(number + 1);
        return new Episode(id, scenario, nearMiss, account, List.copyOf(steps));
    }

    private void reserve(int account, Scenario scenario, List<Step> steps, Randomness random, long from) {
        long first = steps.get(0).time();
        long last = steps.get(steps.size() - 1).time();
        if (scenario.hasRule()) {
            long most = scenario == Scenario.RAPID_TRANSFER ? Reservations.NOTHING : Reservations.SMALL;
            long end = last + DAY + HOUR;
            reservations.reserve(account, first - DAY - HOUR, end, most, end);
        } else if (scenario == Scenario.DORMANT) {
            long longest = Math.min(40 * DAY, first - from - 3 * DAY);
            long asleep = random.between(DormantEpisode.LEAST_SILENCE, longest);
            reservations.reserve(account, first - asleep, first - 1, Reservations.NOTHING, last);
        } else {
            reservations.occupy(account, last);
        }
    }

    private int account(Scenario scenario, @Nullable NearMiss nearMiss, Randomness random) {
        double onShops = nearMiss == null ? scenario.onShops : nearMiss.onShops;
        if (onShops > 0 && random.chance(onShops)) {
            int shop = freeShop(random);
            if (shop >= 0) {
                return shop;
            }
        }
        return freePerson(random);
    }

    /** Or -1 if all are taken; a sole trader's own account will do then. */
    private int freeShop(Randomness random) {
        int firstShop = 2 * bank.firms;
        int shops = bank.firstPerson - firstShop;
        int start = random.below(shops);
        for (int i = 0; i < shops; i++) {
            int shop = firstShop + (start + i) % shops;
            if (reservations.free(shop)) {
                return shop;
            }
        }
        return -1;
    }

    private int freePerson(Randomness random) {
        // Settings leave so many accounts free that this ends soon; landlords are left alone, their rents come in all
        // month.
        while (true) {
            int account = bank.anyone(random);
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
