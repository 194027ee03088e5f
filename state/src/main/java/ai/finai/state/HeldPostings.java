package ai.finai.state;

import ai.finai.events.Posting;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The postings that an account's partial matches hold, each once, in {@link Posting#ORDER}; a partial match names them
 * by their places here. Read from bytes, a posting stays bytes until somebody looks at it, and is written as it was
 * read: most accesses of state need no posting at all.
 */
public final class HeldPostings {

    private static final byte[] NO_BYTES = {};
    private static final int NOT_IN_BYTES = -1;

    private final String account;

    /** Where a posting is null, its bytes are in {@link #block}. */
    private @Nullable Posting[] postings;

    /** Where a posting's bytes (their length first) begin in {@link #block}, or {@link #NOT_IN_BYTES}. */
    private int[] starts;

    private int size;

    /** Never changed, so copies share it. */
    private byte[] block = NO_BYTES;

    HeldPostings(String account, int capacity) {
        this.account = account;
        this.postings = new @Nullable Posting[capacity];
        this.starts = new int[capacity];
    }

    HeldPostings(HeldPostings other) {
        account = other.account;
        postings = Arrays.copyOf(other.postings, other.size + 1);
        starts = Arrays.copyOf(other.starts, other.size + 1);
        size = other.size;
        block = other.block;
    }

    /** Whose postings these are. */
    public String account() {
        return account;
    }

    public int size() {
        return size;
    }

    /** Adds the account's next posting and returns its place. */
    public int add(Posting posting) {
        if (size == starts.length) {
            int capacity = size + (size >> 1) + 2;
            postings = Arrays.copyOf(postings, capacity);
            starts = Arrays.copyOf(starts, capacity);
        }
        postings[size] = posting;
        starts[size] = NOT_IN_BYTES;
        return size++;
    }

    public Posting get(int place) {
        Posting posting = postings[place];
        if (posting == null) {
            CompactReader reader = Readers.local();
            reader.reset(block, starts[place]);
            reader.readInt();
            posting = PostingCodec.read(reader, account);
            postings[place] = posting;
        }
        return posting;
    }

    /** The event time of the posting at a place. */
    public long eventTime(int place) {
        Posting posting = postings[place];
        if (posting != null) {
            return posting.eventTime();
        }
        CompactReader reader = Readers.local();
        reader.reset(block, starts[place]);
        reader.readInt();
        return PostingCodec.eventTime(reader);
    }

    /** Drops every posting whose place is not in {@code used}, and says in {@code places} where the others went. */
    void keep(long[] used, int[] places) {
        int kept = 0;
        for (int place = 0; place < size; place++) {
            if ((used[place >> 6] >>> place & 1) != 0) {
                places[place] = kept;
                postings[kept] = postings[place];
                starts[kept] = starts[place];
                kept++;
            }
        }
        Arrays.fill(postings, kept, size, null);
        size = kept;
        if (kept == 0) {
            block = NO_BYTES;
        }
    }

    void write(CompactWriter out) {
        out.writeInt(size);
        for (int place = 0; place < size; place++) {
            int start = starts[place];
            if (start == NOT_IN_BYTES) {
                writePosting(out, postings[place]);
            } else {
                int end = start;
                int to = place;
                // Neighbours that were read together are written together.
                do {
                    end = endOf(end);
                    to++;
                } while (to < size && starts[to] == end);
                out.writeBytes(block, start, end - start);
                place = to - 1;
            }
        }
    }

    private static void writePosting(CompactWriter out, @Nullable Posting posting) {
        if (posting == null) {
            throw new IllegalStateException("a held posting is neither decoded nor in bytes");
        }
        // One byte for the length, moved in the rare case that it takes more.
        int head = out.length;
        out.writeByte(0);
        PostingCodec.write(out, posting, false);
        int length = out.length - head - 1;
        int headLength = CompactWriter.intLength(length);
        if (headLength > 1) {
            out.reserve(headLength);
            System.arraycopy(out.bytes, head + 1, out.bytes, head + headLength, length);
        }
        out.length = head;
        out.writeInt(length);
        out.length = head + headLength + length;
    }

    private int endOf(int start) {
        int position = start;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = block[position++];
            length |= (next & 0x7F) << shift;
            if (next >= 0) {
                return position + length;
            }
        }
    }

    /** Takes over the reader's bytes, which must not change any more. */
    static HeldPostings read(CompactReader in, String account) {
        int size = in.readInt();
        HeldPostings held = new HeldPostings(account, size + 1);
        held.block = in.bytes;
        for (int place = 0; place < size; place++) {
            held.starts[place] = in.position;
            int length = in.readInt();
            in.position += length;
        }
        held.size = size;
        return held;
    }

    /** A reader with its own cache of strings for each thread that looks at postings. */
    private static final class Readers {

        private static final ThreadLocal<CompactReader> READER = ThreadLocal.withInitial(CompactReader::new);

        static CompactReader local() {
            return READER.get();
        }
    }
}
