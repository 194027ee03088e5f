package ai.finai.operators.market.statistics;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.market.SymbolStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A symbol's statistics as bytes, and back. */
final class WrittenStatistics extends CompactSerializer<SymbolStatistics> {

    private static final long serialVersionUID = 1;

    static byte[] write(SymbolStatistics statistics) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            new WrittenStatistics().serialize(statistics, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SymbolStatistics read(byte[] bytes) {
        try {
            return new WrittenStatistics().deserialize(new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(CompactWriter out, SymbolStatistics value) {
        value.write(out);
    }

    @Override
    public SymbolStatistics read(CompactReader in) throws IOException {
        return SymbolStatistics.read(in);
    }

    @Override
    public CompactSerializer<SymbolStatistics> duplicate() {
        return new WrittenStatistics();
    }

    @Override
    public TypeSerializerSnapshot<SymbolStatistics> snapshotConfiguration() {
        throw new UnsupportedOperationException("never kept");
    }
}
