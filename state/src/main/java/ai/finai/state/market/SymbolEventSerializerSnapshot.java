package ai.finai.state.market;

import ai.finai.state.FormatSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the events in it have. The class name is part of the format. */
public final class SymbolEventSerializerSnapshot extends FormatSnapshot<SymbolEvent> {

    /** For Flink, which makes one by reflection. */
    public SymbolEventSerializerSnapshot() {
        super(SymbolEventSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<SymbolEvent> restoreSerializer() {
        return new SymbolEventSerializer();
    }
}
