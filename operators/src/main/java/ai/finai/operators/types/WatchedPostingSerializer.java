package ai.finai.operators.types;

import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactSerializer;
import ai.finai.state.CompactWriter;
import ai.finai.state.PostingCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** {@link WatchedPosting}s on their way: a byte for the outcome, score and model where there are any, the posting. */
final class WatchedPostingSerializer extends CompactSerializer<WatchedPosting> {

    private static final long serialVersionUID = 1L;

    /** First byte of one with a score; without one it is the reason's place. */
    private static final int SCORED = 0xFF;

    private static final Unscored[] REASONS = Unscored.values();

    @Override
    public void write(CompactWriter out, WatchedPosting watched) {
        Unscored reason = watched.unscored();
        if (reason == null) {
            out.writeByte(SCORED);
            int bits = Float.floatToRawIntBits(watched.score());
            out.writeShort(bits >>> 16);
            out.writeShort(bits);
            out.writeString(watched.model());
        } else {
            out.writeByte(reason.ordinal());
        }
        PostingCodec.write(out, watched.posting(), true);
    }

    @Override
    public WatchedPosting read(CompactReader in) {
        int outcome = in.readByte() & 0xFF;
        if (outcome != SCORED) {
            return WatchedPosting.unscored(PostingCodec.read(in, ""), REASONS[outcome]);
        }
        float score = Float.intBitsToFloat((in.readShort() & 0xFFFF) << 16 | in.readShort() & 0xFFFF);
        String model = in.readRepeatedText();
        return WatchedPosting.scored(PostingCodec.read(in, ""), score, model);
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
