package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert.Headline;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SymbolStateSerializerTest {

    private static final Origin ORIGIN = new Origin("prices", 0, 0);

    private final SymbolStateSerializer serializer = new SymbolStateSerializer();

    @Test
    void whatIsWrittenIsReadAgainAndACopyChangesByItself() throws IOException {
        SymbolState state = everything();
        byte[] bytes = bytes(state);
        SymbolState read = serializer.deserialize(new DataInputDeserializer(bytes));
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(read.lastEvent()).isEqualTo(1_000);
        assertThat(read.splits().until(2_000)).isEqualTo(4);
        SymbolState copy = serializer.copy(state);
        copy.seen(2_000);
        assertThat(bytes(state)).isEqualTo(bytes);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(bytes), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @Test
    void pairsWithTheReturnsOfAnotherIndexAreForgotten() throws IOException {
        SymbolState state = everything();
        SymbolState read = serializer.deserialize(new DataInputDeserializer(bytes(state)));
        read.compareWith("IDX");
        assertThat(read.statistics().pairs().size()).isOne();
        read.compareWith("OTHER");
        assertThat(read.statistics().pairs().size()).isZero();
    }

    /** Format 1 ended before what the bars have in common. */
    @Test
    void anEntryOfTheFirstFormatIsReadAndTheNextBarSaysWhatTheOthersAre() throws IOException {
        SymbolState none = everything();
        byte[] bytes = bytes(none);
        CompactWriter unit = new CompactWriter();
        new BarUnit().write(unit);
        byte[] first = Arrays.copyOf(bytes, bytes.length - unit.length());
        ByteBuffer.wrap(first).putInt(first.length - 4).put((byte) 1);
        SymbolState read = serializer.deserialize(new DataInputDeserializer(first));
        assertThat(bytes(read)).isEqualTo(bytes);
        assertThat(read.unit().take(new PriceBar("A", 0, 60_000, 1, 2, 1, 2, 3, "USD", ORIGIN)))
                .isEqualTo(BarUnit.Fit.SAME);
        assertThat(read.unit()).hasToString("PT1M in USD");
        assertThat(serializer
                        .deserialize(new DataInputDeserializer(bytes(read)))
                        .unit())
                .hasToString("PT1M in USD");
    }

    @Test
    void anEntryOfALengthThatNoneHasIsRefusedBeforeMemoryIsTakenForIt() {
        for (int length : new int[] {-1, 0, Integer.MAX_VALUE}) {
            DataOutputSerializer out = new DataOutputSerializer(8);
            assertThatThrownBy(() -> {
                        out.writeInt(length);
                        serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("not a symbol's state: " + length + " bytes");
            assertThatThrownBy(() -> serializer.copy(
                            new DataInputDeserializer(out.getCopyOfBuffer()), new DataOutputSerializer(8)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void bytesThatAreLeftAreRefused() throws IOException {
        byte[] bytes = bytes(everything());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[3]++;
        assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(longer)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(" bytes 1 are left");
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNothingElse() throws IOException {
        byte[] bytes = bytes(everything());
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                serializer.deserialize(new DataInputDeserializer(damaged));
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private byte[] bytes(SymbolState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    private static SymbolState everything() {
        SymbolState state = new SymbolState();
        state.seen(1_000);
        state.timer(7);
        state.forgetTimer(9);
        SymbolStatistics statistics = new SymbolStatistics(new StatisticsWindows(8, 2, 8));
        statistics.closes().add(10);
        statistics.closed(10);
        state.statistics(statistics);
        state.compareWith("IDX");
        statistics.pairs().add(0.5, 0.25);
        state.splits().announce(new Split("A", 2_000, 4, ORIGIN));
        BarWindow window = new BarWindow(3, 60_000);
        window.add(new PriceBar("A", 0, 60_000, 1, 2, 1, 2, 3, "USD", ORIGIN));
        window.add(new PriceBar("A", 60_000, 60_000, 2, 2, 1, 2, 3, "USD", ORIGIN));
        state.window(window);
        state.watched().news().add(new Headline("N1", 5, "漢", "Wire", null, null, ORIGIN));
        return state;
    }
}
