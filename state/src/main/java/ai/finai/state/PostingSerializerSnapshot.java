package ai.finai.state;

import ai.finai.events.Posting;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Written with every snapshot: which format the postings in it have. The class name is part of the format. */
public final class PostingSerializerSnapshot extends FormatSnapshot<Posting> {

    /** For Flink, which makes one by reflection. */
    public PostingSerializerSnapshot() {
        super(PostingSerializer.FORMAT);
    }

    @Override
    public TypeSerializer<Posting> restoreSerializer() {
        return new PostingSerializer();
    }
}
