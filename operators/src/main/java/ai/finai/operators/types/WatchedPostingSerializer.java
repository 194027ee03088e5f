package ai.finai.operators.types;

import ai.finai.events.WatchedPosting;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.PostingCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link WatchedPosting}s on their way. */
final class WatchedPostingSerializer extends CompactSerializer<WatchedPosting> {

    private static final long serialVersionUID = 1L;

    private static final int LATE = 1;
    private static final int IN_TIME = 0;

    @Override
    protected void write(CompactWriter out, WatchedPosting watched) {
        out.writeByte(watched.late() ? LATE : IN_TIME);
        PostingCodec.write(out, watched.posting(), true);
    }

    @Override
    protected WatchedPosting read(CompactReader in) {
        boolean late = in.readByte() == LATE;
        return new WatchedPosting(PostingCodec.read(in, ""), late);
    }

    @Override
    public WatchedPostingSerializer duplicate() {
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
