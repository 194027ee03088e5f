package ai.finai.state.market;

import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link SymbolEvent}s on their way and in snapshots; the format's number is written with every snapshot. */
public final class SymbolEventSerializer extends CompactSerializer<SymbolEvent> {

    private static final long serialVersionUID = 1L;

    /** Of the bytes of one event. Raise it when they change, and keep reading the older ones. */
    public static final int FORMAT = 1;

    private static final int BAR = 1;
    private static final int NEWS = 2;
    private static final int SPLIT = 3;

    @Override
    public void write(CompactWriter out, SymbolEvent event) {
        PriceBar bar = event.bar();
        ScoredNews news = event.news();
        Split split = event.split();
        if (bar != null) {
            out.writeByte(BAR);
            MarketCodec.write(out, bar);
        } else if (news != null) {
            out.writeByte(NEWS);
            out.writeString(event.symbol());
            MarketCodec.write(out, news);
        } else if (split != null) {
            out.writeByte(SPLIT);
            MarketCodec.write(out, split);
        }
    }

    @Override
    public SymbolEvent read(CompactReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case BAR -> SymbolEvent.of(MarketCodec.readBar(in));
            case NEWS -> SymbolEvent.of(in.readRepeatedText(), MarketCodec.readScoredNews(in));
            case SPLIT -> SymbolEvent.of(MarketCodec.readSplit(in));
            default -> throw new IllegalStateException("no kind of event: " + kind);
        };
    }

    @Override
    public SymbolEventSerializer duplicate() {
        return new SymbolEventSerializer();
    }

    @Override
    public TypeSerializerSnapshot<SymbolEvent> snapshotConfiguration() {
        return new SymbolEventSerializerSnapshot();
    }
}
