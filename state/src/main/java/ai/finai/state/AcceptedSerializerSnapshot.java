package ai.finai.state;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;

/** Written with every snapshot. The class name is part of the format. */
public final class AcceptedSerializerSnapshot extends SimpleTypeSerializerSnapshot<Accepted> {

    /** For Flink, which makes one by reflection. */
    public AcceptedSerializerSnapshot() {
        super(() -> AcceptedSerializer.INSTANCE);
    }
}
