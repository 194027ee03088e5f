package ai.finai.state;

import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the match states in it have. The class name is part of the format. */
public final class MatchStateSerializerSnapshot extends FormatSnapshot<MatchState> {

    /** For Flink, which makes one by reflection. */
    public MatchStateSerializerSnapshot() {
        super(MatchStateSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<MatchState> restoreSerializer() {
        return new MatchStateSerializer();
    }
}
