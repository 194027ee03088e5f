package ai.finai.generator;

import ai.finai.events.Transaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The payments of a bank, in the order of event time and transaction id. Days are generated as they are reached: memory
 * grows with accounts (some 20 bytes each, and about 100 for what is due within two days), not with days. Not for several
 * threads at once.
 */
public final class Payments implements Iterator<Transaction> {

    private static final long DAY = Episodes.DAY;
    /** When a local day has been planned, the next ones have nothing earlier than this before their own midnight in UTC. */
    private static final long EARLIEST_OFFSET = 14 * Episodes.HOUR;
    /** Episodes are planned that many days ahead of the others, who keep away from their accounts. */
    private static final int LOOK_AHEAD = 2;

    private static final long OVERDRAFT = 500_00;
    private static final int KEPT_LABELS_OF_ENDLESS = 10_000;

    private final GeneratorSettings settings;
    private final boolean endless;
    private final Bank bank;
    private final Identities identities;
    private final Agenda agenda = new Agenda();
    private final Reservations reservations;
    private final Episodes episodes;
    private final DailyLife dailyLife;
    private final @Nullable Occasions occasions;
    private final TransactionIds ids;
    private final TransactionMaker transactions;
    private final long firstDay;

    /** The next local day to plan, in days since 1970-01-01. */
    private long nextDay;

    private int nextRound;
    private int nextEpisode;
    private final Map<Integer, Episode> running = new HashMap<>();
    private final Map<Long, List<Integer>> episodesOfDay = new HashMap<>();
    private final List<Label> labels = new ArrayList<>();

    private int place = -1;
    private boolean looked;
    private long dayOfId = Long.MIN_VALUE;
    private int numberInDay;
    private long count;

    private Payments(GeneratorSettings settings, boolean endless) {
        this.settings = settings;
        this.endless = endless;
        this.bank = new Bank(settings.accounts(), settings.seed());
        this.identities = new Identities(bank);
        this.reservations = new Reservations(settings.accounts());
        this.episodes = new Episodes(bank, settings, reservations);
        this.firstDay = settings.start().toEpochDay();
        // It is still the day before in the west when the first day begins in UTC.
        this.nextDay = firstDay - 1;
        long until = endless ? Long.MAX_VALUE : (firstDay + settings.days()) * DAY;
        Journal journal = new Journal(reservations, agenda, firstDay * DAY, until);
        this.dailyLife = new DailyLife(bank, journal, new Calendar(settings.start()));
        this.occasions = settings.beyondRules() ? new Occasions(bank, journal, settings.start()) : null;
        this.ids = new TransactionIds(settings.seed());
        this.transactions = new TransactionMaker(this);
    }

    /** As many days as the settings say. */
    public static Payments of(GeneratorSettings settings) {
        return new Payments(settings, false);
    }

    /** Without end, for a live feed: the days of the settings, then on and on, with new scenarios every that many days. */
    public static Payments endless(GeneratorSettings settings) {
        return new Payments(settings, true);
    }

    @Override
    public boolean hasNext() {
        if (!looked) {
            place = find();
            looked = true;
        }
        return place >= 0;
    }

    /** A transaction whose origin is {@code generator-0@n}, n from 1. */
    @Override
    public Transaction next() {
        moveToNext();
        return transactions.make();
    }

    /** Goes to the next payment without making an object of it; the accessors below then tell about it. */
    void moveToNext() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more payments");
        }
        looked = false;
        count++;
        long day = Math.floorDiv(time(), DAY);
        if (day != dayOfId) {
            dayOfId = day;
            numberInDay = 0;
            ids.startDay(day);
        }
        numberInDay++;
        if (agenda.labelled(place)) {
            giveToEpisode(agenda.detail(place));
        }
    }

    private void giveToEpisode(int number) {
        Episode episode = Objects.requireNonNull(running.get(number));
        episode.give(ids.text(numberInDay));
        if (episode.complete()) {
            running.remove(number);
            labels.add(episode.label(identities.account(episode.account)));
            if (endless && labels.size() > KEPT_LABELS_OF_ENDLESS) {
                labels.remove(0);
            }
        }
    }

    /** How many have been given. */
    public long count() {
        return count;
    }

    /**
     * The episodes and near misses all of whose transactions have been given, by scenario, episodes first, and id; all of them
     * once {@link #hasNext} is false. Of an endless stream the latest 10,000.
     */
    public List<Label> labels() {
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort(Comparator.comparing(Label::scenario)
                .thenComparing(label -> !label.episode())
                .thenComparing(label -> label.id().length())
                .thenComparing(Label::id));
        return sorted;
    }

    /** The place in the agenda of the next payment that its debtor can afford, or -1 at the end. */
    private int find() {
        while (true) {
            int found = agenda.take();
            if (found >= 0) {
                if (settle(found)) {
                    return found;
                }
            } else if (endless || nextDay <= firstDay + settings.days()) {
                // One local day more than there are: in the east of UTC it begins before the last one ends.
                planDay();
            } else {
                return -1;
            }
        }
    }

    private boolean settle(int payment) {
        int debtor = agenda.debtor(payment);
        int creditor = agenda.creditor(payment);
        long usdCents = agenda.currency(payment).usdCents(agenda.amount(payment));
        if (debtor >= 0 && debtor < bank.customers) {
            long left = bank.balances[debtor] - usdCents;
            if (left < -OVERDRAFT && bank.persona(debtor).limited() && !agenda.labelled(payment)) {
                return false;
            }
            bank.balances[debtor] = left;
        }
        if (creditor >= 0 && creditor < bank.customers) {
            bank.balances[creditor] += usdCents;
        }
        return true;
    }

    private void planDay() {
        long day = nextDay++;
        reservations.expire((day - LOOK_AHEAD) * DAY);
        while (firstDay + (long) nextRound * settings.days() <= day + LOOK_AHEAD && (endless || nextRound == 0)) {
            planRound();
        }
        Calendar calendar = new Calendar(LocalDate.ofEpochDay(day));
        dailyLife.plan(calendar);
        if (occasions != null) {
            occasions.plan(calendar);
        }
        enterEpisodes(day);
        boolean last = !endless && nextDay > firstDay + settings.days();
        agenda.release(last ? Long.MAX_VALUE : nextDay * DAY - EARLIEST_OFFSET);
    }

    private void planRound() {
        long from = (firstDay + (long) nextRound * settings.days()) * DAY;
        for (Episode episode : episodes.plan(nextRound, from, from + settings.days() * DAY)) {
            int number = nextEpisode++;
            running.put(number, episode);
            episode.steps.stream()
                    .map(step -> Math.floorDiv(step.time(), DAY))
                    .distinct()
                    .forEach(day -> episodesOfDay
                            .computeIfAbsent(day, d -> new ArrayList<>())
                            .add(number));
        }
        nextRound++;
    }

    /** Enters the steps of a day in UTC. */
    private void enterEpisodes(long day) {
        List<Integer> today = episodesOfDay.remove(day);
        if (today == null) {
            return;
        }
        for (int number : today) {
            for (Episode.Step step : Objects.requireNonNull(running.get(number)).steps) {
                if (Math.floorDiv(step.time(), DAY) == day) {
                    agenda.add(
                            step.time(),
                            step.debtor(),
                            step.creditor(),
                            step.amount(),
                            step.currency(),
                            step.kind(),
                            true,
                            number);
                }
            }
        }
    }

    TransactionIds ids() {
        return ids;
    }

    Identities identities() {
        return identities;
    }

    long time() {
        return agenda.time(place);
    }

    int debtor() {
        return agenda.debtor(place);
    }

    int creditor() {
        return agenda.creditor(place);
    }

    long amount() {
        return agenda.amount(place);
    }

    Denomination currency() {
        return agenda.currency(place);
    }

    Kind kind() {
        return agenda.kind(place);
    }

    int numberInDay() {
        return numberInDay;
    }

    /** In which the purpose is written. */
    Names.Script script() {
        int writer = debtor() >= 0 ? debtor() : creditor();
        return bank.country(writer).script;
    }

    /** Bits of which the purpose is made. */
    int purposeBits() {
        int detail = agenda.detail(place);
        return agenda.labelled(place) ? (int) Randomness.hash(settings.seed(), detail, time()) : detail;
    }
}
