package ai.finai.state;

import ai.finai.events.Posting;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Postings in about 70 bytes each, for state and between operators. The format has a number that is written with every
 * snapshot; a snapshot of a newer one is refused (see {@link PostingSerializerSnapshot}).
 */
public final class PostingSerializer extends CompactSerializer<Posting> {

    private static final long serialVersionUID = 1;

    /** Of the bytes of one posting. Raise it when they change, and keep reading the older ones. */
    static final int FORMAT = 1;

    @Override
    public void write(CompactWriter out, Posting posting) {
        PostingCodec.write(out, posting, true);
    }

    @Override
    public Posting read(CompactReader in) {
        return PostingCodec.read(in, "");
    }

    @Override
    public PostingSerializer duplicate() {
        return new PostingSerializer();
    }

    @Override
    public TypeSerializerSnapshot<Posting> snapshotConfiguration() {
        return new PostingSerializerSnapshot();
    }
}
