package ai.finai.operators.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.market.WatchedSymbol;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The bytes of what is kept of a symbol, and back. */
final class KeptBytes extends CompactSerializer<WatchedSymbol> {

    private static final long serialVersionUID = 1;

    static byte[] of(WatchedSymbol kept) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(256);
            new KeptBytes().serialize(kept, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WatchedSymbol read(byte[] bytes) {
        try {
            return new KeptBytes().deserialize(new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
        return new KeptBytes();
    }

    @Override
    public TypeSerializerSnapshot<WatchedSymbol> snapshotConfiguration() {
        throw new UnsupportedOperationException("never kept");
    }
}
