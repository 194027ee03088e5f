package ai.finai.state.market;

import ai.finai.events.market.MarketAlert;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import ai.finai.state.RuleVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one rule remembers of one symbol. What can no longer change is summed up in {@link #level} and {@link #lastSaid}; what
 * late news may still change is kept as it came. Changed in place; not thread-safe.
 */
public final class RuleMemory {

    /** Moves that are kept of a rule and symbol: while there are as many, no further one is looked at. */
    public static final int MOVES = 32;

    private final RuleVersion rule;
    private final List<KeptMove> moves = new ArrayList<>();
    private final List<SaidAlert> said = new ArrayList<>();
    private int level;
    private long lastSaid = WatchedSymbol.NEVER;
    private long settledTime;
    private String settledId = "";

    /** @param settledTime see {@link #isSettled}; news of this very time is not settled */
    public RuleMemory(RuleVersion rule, long settledTime) {
        this.rule = rule;
        this.settledTime = settledTime;
    }

    public RuleVersion rule() {
        return rule;
    }

    /** 1 while what the rule watches is high, -1 while it is low, else 0. */
    public int level() {
        return level;
    }

    public void level(int now) {
        level = now;
    }

    /** Event time of the last alert that nothing can change any more; {@link WatchedSymbol#NEVER} without one. */
    public long lastSaid() {
        return lastSaid;
    }

    public void lastSaid(long eventTime) {
        lastSaid = eventTime;
    }

    /** Large moves that news may still change, in order; to be changed in place. */
    public List<KeptMove> moves() {
        return moves;
    }

    /** Alerts about news that other news may still change, withdrawn ones too; to be changed in place. */
    public List<SaidAlert> said() {
        return said;
    }

    /** Whether what the rule made of this news is in {@link #level} and {@link #lastSaid}, and stays. */
    public boolean isSettled(MarketAlert.Headline news) {
        return news.published() < settledTime
                || (news.published() == settledTime && news.newsId().compareTo(settledId) <= 0);
    }

    /** All news before this time is settled now. */
    public void settleBefore(long time) {
        if (time > settledTime) {
            settledTime = time;
            settledId = "";
        }
    }

    /** This news is settled now, and all that is earlier in order. */
    public void settle(MarketAlert.Headline news) {
        if (!isSettled(news)) {
            settledTime = news.published();
            settledId = news.newsId();
        }
    }

    void write(CompactWriter out, Map<MarketAlert.Headline, Integer> places) {
        out.writeString(rule.ruleId());
        out.writeInt(rule.version());
        out.writeByte(level);
        out.writeSigned(lastSaid);
        out.writeSigned(settledTime);
        out.writeString(settledId);
        out.writeInt(moves.size());
        moves.forEach(move -> move.write(out, places));
        out.writeInt(said.size());
        for (SaidAlert alert : said) {
            out.writeString(alert.newsId());
            out.writeSigned(alert.published());
            out.writeInt(alert.revision());
        }
    }

    static RuleMemory read(CompactReader in, List<MarketAlert.Headline> all) throws IOException {
        RuleVersion rule = new RuleVersion(in.readRepeatedText(), in.readInt());
        RuleMemory memory = new RuleMemory(rule, WatchedSymbol.NEVER);
        memory.level = in.readByte();
        memory.lastSaid = in.readSigned();
        memory.settledTime = in.readSigned();
        memory.settledId = in.readText();
        int moves = in.readInt();
        if (moves < 0 || moves > MOVES || memory.level < -1 || memory.level > 1) {
            throw new IOException("not what a rule remembers: " + moves + " moves, level " + memory.level);
        }
        for (int i = 0; i < moves; i++) {
            memory.moves.add(KeptMove.read(in, all));
        }
        for (int rest = in.readInt(); rest > 0; rest--) {
            memory.said.add(new SaidAlert(in.readText(), in.readSigned(), in.readInt()));
        }
        return memory;
    }
}
