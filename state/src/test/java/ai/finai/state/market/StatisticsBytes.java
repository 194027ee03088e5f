package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The bytes of a symbol's statistics and nothing else. */
final class StatisticsBytes extends CompactSerializer<SymbolStatistics> {

    private static final long serialVersionUID = 1;

    static byte[] of(SymbolStatistics statistics) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        new StatisticsBytes().serialize(statistics, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        while (in.readByte() < 0) { // their number comes first
        }
        byte[] bytes = new byte[in.available()];
        in.readFully(bytes);
        return bytes;
    }

    static SymbolStatistics read(byte[] bytes) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (int rest = bytes.length; ; rest >>>= 7) {
            out.writeByte(rest > 0x7F ? rest & 0x7F | 0x80 : rest);
            if (rest <= 0x7F) {
                break;
            }
        }
        out.write(bytes);
        return new StatisticsBytes().deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
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
        return new StatisticsBytes();
    }

    @Override
    public TypeSerializerSnapshot<SymbolStatistics> snapshotConfiguration() {
        throw new UnsupportedOperationException("never kept");
    }
}
