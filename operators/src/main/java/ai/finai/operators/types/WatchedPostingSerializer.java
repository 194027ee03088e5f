package ai.finai.operators.types;

import ai.finai.events.WatchedPosting;
import ai.finai.state.PostingSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link WatchedPosting}s on their way. */
final class WatchedPostingSerializer extends ImmutableSerializer<WatchedPosting> {

    private static final long serialVersionUID = 1L;

    private final PostingSerializer postings = new PostingSerializer();

    @Override
    public void serialize(WatchedPosting watched, DataOutputView out) throws IOException {
        out.writeBoolean(watched.late());
        postings.serialize(watched.posting(), out);
    }

    @Override
    public WatchedPosting deserialize(DataInputView in) throws IOException {
        boolean late = in.readBoolean();
        return new WatchedPosting(postings.deserialize(in), late);
    }

    /** A new one: that of the postings holds buffers. */
    @Override
    public TypeSerializer<WatchedPosting> duplicate() {
        return new WatchedPostingSerializer();
    }

    @Override
    public TypeSerializerSnapshot<WatchedPosting> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written into snapshots; its class name is part of the format. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WatchedPosting> {
        public Snapshot() {
            super(WatchedPostingSerializer::new);
        }
    }
}
