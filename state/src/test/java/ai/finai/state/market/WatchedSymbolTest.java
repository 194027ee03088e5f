package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert.Headline;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.RuleVersion;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedSymbolTest {

    private static final ModelName MODEL = new ModelName("sentiment", "1", "cd");

    /**
     * What release 0.1 writes for {@link #everything}, after the number of its bytes. If this changes, the snapshots of users can
     * no longer be read: raise the format's number of the entry it is in and keep reading this.
     */
    private static final String GOLDEN =
            "e30209030404054e31d00f1a005a00fc0072006900630068003a00206f220020004e003100096e65777301d00f03054e32a0"
                    + "1f1a005a00fc0072006900630068003a00206f220020004e00320f52657574657273808080fa0b1373656e74696d656e7403"
                    + "3105636401a01f01054e33a01f1a005a00fc0072006900630068003a00206f220020004e00330f52657574657273808080f8"
                    + "0301a01f01054e30e8071a005a00fc0072006900630068003a00206f220020004e00300f52657574657273808080f40301e8"
                    + "070217756e6578706c61696e65640300ffffffffffffffff7fffffffffffffffff7f01010202094141504cd00fe0d4030000"
                    + "000000002540000000000000264000000000008023400000000000002440c0c407075553440d707269636573020e9a999999"
                    + "9999b9bf000000000000f87f0000000000001ec0020301001f756e6578706c61696e65642d6e6f7401ffa413a01f054e3200"
                    + "01054e32a01f04";

    @Test
    void theBytesAreThoseOfTheRelease() throws IOException {
        assertThat(HexFormat.of().formatHex(bytes(everything()))).isEqualTo(GOLDEN);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        WatchedSymbol read = read(bytes(everything()));

        assertThat(read.passed()).isEqualTo(-5);
        assertThat(read.news())
                .containsExactly(news("N1", 1_000, null), news("N2", 2_000, -0.75), news("N3", 2_000, 0.5));
        RuleMemory moves = read.rules().get(0);
        assertThat(moves.rule()).isEqualTo(new RuleVersion("unexplained", 3));
        assertThat(moves.lastSaid()).isEqualTo(WatchedSymbol.NEVER);
        KeptMove move = moves.moves().get(0);
        assertThat(move.bar().bar())
                .isEqualTo(everything().rules().get(0).moves().get(0).bar().bar());
        assertThat(move.bar().logReturn()).isEqualTo(-0.1);
        assertThat(move.bar().gap()).isNaN();
        assertThat(move.bar().zScore()).isEqualTo(-7.5);
        assertThat(move.news()).containsExactly(news("N0", 500, 0.25), news("N2", 2_000, -0.75));
        assertThat(move.news().get(1)).isSameAs(read.news().get(1));
        assertThat(move.said()).isFalse();
        assertThat(move.changed()).isTrue();
        assertThat(move.revision()).isEqualTo(2);
        RuleMemory sentiment = read.rules().get(1);
        assertThat(sentiment.level()).isEqualTo(-1);
        assertThat(sentiment.lastSaid()).isEqualTo(1_234);
        assertThat(sentiment.said()).containsExactly(new SaidAlert("N2", 2_000, 4));
        assertThat(sentiment.isSettled(news("N2", 2_000, null))).isTrue();
        assertThat(sentiment.isSettled(news("N3", 2_000, null))).isFalse();
        assertThat(bytes(read)).isEqualTo(bytes(everything()));
    }

    @Test
    void newsOfAnIdThatCameAgainIsNotTakenForAnother() throws IOException {
        WatchedSymbol symbol = new WatchedSymbol();
        symbol.news().add(news("N1", 1_000, null));
        symbol.news().add(news("N1", 2_000, 0.5));
        symbol.news().add(news("N2", 3_000, null));
        RuleMemory memory = new RuleMemory(new RuleVersion("a", 1), 100);
        KeptMove move = new KeptMove(bar());
        move.add(news("N1", 500, null));
        move.add(news("N1", 2_000, 0.5));
        move.add(news("N2", 3_000, null));
        memory.moves().add(move);
        symbol.rules().add(memory);

        WatchedSymbol read = read(bytes(symbol));
        assertThat(read.news()).isEqualTo(symbol.news());
        assertThat(read.rules().get(0).moves().get(0).news()).isEqualTo(move.news());
    }

    @Test
    void whatIsSettledIsEarlierInOrder() {
        RuleMemory memory = new RuleMemory(new RuleVersion("a", 1), WatchedSymbol.NEVER);
        memory.settleBefore(100);
        assertThat(memory.isSettled(news("A", 99, null))).isTrue();
        assertThat(memory.isSettled(news("A", 100, null))).isFalse();
        memory.settle(news("B", 100, null));
        memory.settle(news("A", 99, null));
        memory.settleBefore(100);
        assertThat(memory.isSettled(news("B", 100, null))).isTrue();
        assertThat(memory.isSettled(news("C", 100, null))).isFalse();
    }

    @Test
    void aMoveKeepsTheLatestNewsWhateverTheOrderInWhichItComes() {
        KeptMove move = new KeptMove(bar());
        for (int i : new int[] {4, 9, 2, 7, 3, 8, 1, 6}) {
            move.add(news("N" + i, 10 * i, null));
        }
        assertThat(move.news()).extracting(Headline::newsId).containsExactly("N4", "N6", "N7", "N8", "N9");
        assertThat(move.say(true)).isEqualTo(1);
        move.add(news("N5", 35, null));
        assertThat(move.changed()).isFalse();
        move.add(news("N5", 50, null));
        assertThat(move.changed()).isTrue();
    }

    @Test
    void otherBytesAreRefused() throws IOException {
        byte[] tooMany = {4, 0, 127, 127, 0};
        assertThatThrownBy(() -> read(tooMany)).isInstanceOf(IOException.class).hasMessageContaining("127 news of 127");
        byte[] fewer = {4, 0, 2, 1, 0};
        assertThatThrownBy(() -> read(fewer)).isInstanceOf(IOException.class);
    }

    /** A bit of everything, and news of a move that is no longer among the latest. */
    private static WatchedSymbol everything() {
        WatchedSymbol symbol = new WatchedSymbol();
        symbol.passed(-5);
        Headline read = news("N2", 2_000, -0.75);
        symbol.news().add(news("N1", 1_000, null));
        symbol.news().add(read);
        symbol.news().add(news("N3", 2_000, 0.5));
        RuleMemory moves = new RuleMemory(new RuleVersion("unexplained", 3), WatchedSymbol.NEVER);
        KeptMove move = new KeptMove(bar());
        move.say(true);
        move.say(false);
        move.add(news("N0", 500, 0.25));
        move.add(read);
        moves.moves().add(move);
        symbol.rules().add(moves);
        RuleMemory sentiment = new RuleMemory(new RuleVersion("unexplained-not", 1), 100);
        sentiment.level(-1);
        sentiment.lastSaid(1_234);
        sentiment.settle(read);
        sentiment.said().add(new SaidAlert("N2", 2_000, 4));
        symbol.rules().add(sentiment);
        return symbol;
    }

    private static WatchedBar bar() {
        double none = Double.NaN;
        PriceBar bar =
                new PriceBar("AAPL", 1_000, 60_000, 10.5, 11, 9.75, 10, 123_456, "USD", new Origin("prices", 2, 7));
        return new WatchedBar(bar, false, -0.1, none, none, none, -7.5, none, none, none, none, null);
    }

    private static Headline news(String id, long published, @Nullable Double sentiment) {
        return new Headline(
                id,
                published,
                "Zürich: 漢 " + id,
                sentiment == null ? null : "Reuters",
                sentiment,
                sentiment == null ? null : MODEL,
                new Origin("news", 1, published));
    }

    private static byte[] bytes(WatchedSymbol symbol) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        new Alone().serialize(symbol, out);
        return out.getCopyOfBuffer();
    }

    private static WatchedSymbol read(byte[] bytes) throws IOException {
        return new Alone().deserialize(new DataInputDeserializer(bytes));
    }

    /** What is kept for rules, and nothing else. */
    private static final class Alone extends CompactSerializer<WatchedSymbol> {

        private static final long serialVersionUID = 1;

        @Override
        public void write(CompactWriter out, WatchedSymbol value) {
            value.write(out);
        }

        @Override
        public WatchedSymbol read(CompactReader in) throws IOException {
            return WatchedSymbol.read(in);
        }

        @Override
        public CompactSerializer<WatchedSymbol> duplicate() {
            return new Alone();
        }

        @Override
        public TypeSerializerSnapshot<WatchedSymbol> snapshotConfiguration() {
            throw new UnsupportedOperationException("never kept");
        }
    }
}
