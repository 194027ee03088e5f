package ai.finai.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a snapshot says of a serializer whose bytes have a numbered format: the number. A release reads its own format
 * and every older one; a newer one is a {@link NewerFormatException} as soon as the snapshot is read.
 */
public abstract class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {

    /** Of the snapshot itself, not of what the serializer writes. */
    private static final int SNAPSHOT_VERSION = 1;

    private final int current;
    private int format;

    /** @param current the format that this release writes, from 1 */
    protected FormatSnapshot(int current) {
        this.current = current;
        this.format = current;
    }

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(format);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (version != SNAPSHOT_VERSION) {
            throw new IOException("the snapshot of " + getClass().getSimpleName() + " has version " + version
                    + "; this release reads " + SNAPSHOT_VERSION);
        }
        int written = in.readInt();
        if (written > current) {
            throw new NewerFormatException(
                    "state of the snapshot (" + getClass().getSimpleName() + ')', written, current);
        }
        format = written;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old.getClass() != getClass()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        int written = ((FormatSnapshot<T>) old).format;
        if (written == current) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return written >= 1 && written < current
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    /** The format that the snapshot was written with. */
    protected final int format() {
        return format;
    }
}
