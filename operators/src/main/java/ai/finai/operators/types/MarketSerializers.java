package ai.finai.operators.types;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.market.MarketCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Events of the market on their way. The snapshots' class names are part of the format. */
final class MarketSerializers {

    private MarketSerializers() {}

    static final class OfBars extends CompactSerializer<PriceBar> {

        private static final long serialVersionUID = 1L;

        @Override
        public void write(CompactWriter out, PriceBar bar) {
            MarketCodec.write(out, bar);
        }

        @Override
        public PriceBar read(CompactReader in) {
            return MarketCodec.readBar(in);
        }

        @Override
        public OfBars duplicate() {
            return new OfBars();
        }

        @Override
        public TypeSerializerSnapshot<PriceBar> snapshotConfiguration() {
            return new OfBarsSnapshot();
        }
    }

    public static final class OfBarsSnapshot extends SimpleTypeSerializerSnapshot<PriceBar> {
        public OfBarsSnapshot() {
            super(OfBars::new);
        }
    }

    static final class OfNews extends CompactSerializer<NewsItem> {

        private static final long serialVersionUID = 1L;

        @Override
        public void write(CompactWriter out, NewsItem news) {
            MarketCodec.write(out, news);
        }

        @Override
        public NewsItem read(CompactReader in) {
            return MarketCodec.readNews(in);
        }

        @Override
        public OfNews duplicate() {
            return new OfNews();
        }

        @Override
        public TypeSerializerSnapshot<NewsItem> snapshotConfiguration() {
            return new OfNewsSnapshot();
        }
    }

    public static final class OfNewsSnapshot extends SimpleTypeSerializerSnapshot<NewsItem> {
        public OfNewsSnapshot() {
            super(OfNews::new);
        }
    }

    static final class OfScoredNews extends CompactSerializer<ScoredNews> {

        private static final long serialVersionUID = 1L;

        @Override
        public void write(CompactWriter out, ScoredNews news) {
            MarketCodec.write(out, news);
        }

        @Override
        public ScoredNews read(CompactReader in) {
            return MarketCodec.readScoredNews(in);
        }

        @Override
        public OfScoredNews duplicate() {
            return new OfScoredNews();
        }

        @Override
        public TypeSerializerSnapshot<ScoredNews> snapshotConfiguration() {
            return new OfScoredNewsSnapshot();
        }
    }

    public static final class OfScoredNewsSnapshot extends SimpleTypeSerializerSnapshot<ScoredNews> {
        public OfScoredNewsSnapshot() {
            super(OfScoredNews::new);
        }
    }

    static final class OfSplits extends CompactSerializer<Split> {

        private static final long serialVersionUID = 1L;

        @Override
        public void write(CompactWriter out, Split split) {
            MarketCodec.write(out, split);
        }

        @Override
        public Split read(CompactReader in) {
            return MarketCodec.readSplit(in);
        }

        @Override
        public OfSplits duplicate() {
            return new OfSplits();
        }

        @Override
        public TypeSerializerSnapshot<Split> snapshotConfiguration() {
            return new OfSplitsSnapshot();
        }
    }

    public static final class OfSplitsSnapshot extends SimpleTypeSerializerSnapshot<Split> {
        public OfSplitsSnapshot() {
            super(OfSplits::new);
        }
    }
}
