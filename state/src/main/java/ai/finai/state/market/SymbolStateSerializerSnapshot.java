package ai.finai.state.market;

import ai.finai.state.FormatSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the entries in it have. The class name is part of the format. */
public final class SymbolStateSerializerSnapshot extends FormatSnapshot<SymbolState> {

    /** For Flink, which makes one by reflection. */
    public SymbolStateSerializerSnapshot() {
        super(SymbolStateSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<SymbolState> restoreSerializer() {
        return new SymbolStateSerializer();
    }
}
