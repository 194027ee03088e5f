package ai.finai.operators.types;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of values that never change: they need no copies. For what is on its way only; what is kept in state has a
 * serializer whose snapshot tells one format from the next.
 */
abstract class ImmutableSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    /** Of no use with values that never change, and nothing in a streaming job asks for it. */
    @Override
    public final T createInstance() {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " makes no empty values");
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    /** Itself, where it holds no buffers. */
    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
