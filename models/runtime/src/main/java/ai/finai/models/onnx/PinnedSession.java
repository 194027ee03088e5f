package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session that reads rows from memory of its own and writes results there, without a copy or an allocation a batch. For
 * graphs whose inputs and outputs are floats.
 *
 * <p>What would end the JVM cannot happen: a batch has at least one row and tensors live as long as their session. For one
 * thread, from {@link #open} to {@link #close}.
 */
public final class PinnedSession implements AutoCloseable {

    private static final Set<String> ALL_PINNED = Set.of();

    /** Bits of a result that was not written: a NaN that no computation gives. */
    private static final int UNWRITTEN = 0x7FC0F1A1;

    private final Graph.Checked checked;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, FloatBuffer> buffers = new HashMap<>();

    /** By rows less one, made when first needed. */
    private final @Nullable Batch[] batches;

    private boolean closed;

    private record Batch(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    private PinnedSession(Graph.Checked checked, OrtEnvironment environment, OrtSession session) {
        this.checked = checked;
        this.environment = environment;
        this.session = session;
        batches = new @Nullable Batch[checked.limits().rows()];
        checked.signature().inputs().forEach(this::addBuffer);
        checked.signature().outputs().forEach(this::addBuffer);
    }

    private void addBuffer(Signature.Port port) {
        buffers.put(
                port.name(),
                ByteBuffer.allocateDirect(checked.limits().rows() * port.width() * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer());
    }

    /**
     * Opens a session. It holds native memory until it is closed.
     *
     * @throws InvalidModelException if ONNX Runtime refuses the graph
     */
    public static PinnedSession open(Graph.Checked checked) throws InvalidModelException {
        OrtEnvironment environment = Ort.environment();
        try (OrtSession.SessionOptions options = Ort.options()) {
            OrtSession session = environment.createSession(checked.file(), options);
            try {
                return new PinnedSession(checked, environment, session);
            } catch (RuntimeException | OutOfMemoryError e) { // buffers are outside of the heap, and may be refused
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime refuses it: " + Ort.firstLine(e));
        }
    }

    /** The memory of an input or output, row after row: as many as a batch may have. */
    public FloatBuffer buffer(String name) {
        FloatBuffer buffer = buffers.get(name);
        if (buffer == null) {
            throw new IllegalArgumentException("there is no input or output " + name);
        }
        return buffer;
    }

    /**
     * Runs the first rows of the inputs.
     *
     * @param rows from 1 to the largest batch
     * @throws IllegalStateException if ONNX Runtime fails
     */
    public void run(int rows) {
        if (rows < 1 || rows > batches.length) {
            throw new IllegalArgumentException("rows " + rows + ": must be from 1 to " + batches.length);
        }
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        try {
            // What lies in the rows that are too many was put there before, and its results are not taken.
            int size = checked.everyExtent()
                    ? rows
                    : checked.fit(Extent.ofRows(rows)).rows();
            Batch batch = batches[size - 1];
            if (batch == null) {
                batch = batch(size);
                batches[size - 1] = batch;
            }
            session.run(batch.inputs, ALL_PINNED, batch.outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(Ort.firstLine(e), e);
        }
    }

    private Batch batch(int rows) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Signature.Port port : checked.signature().inputs()) {
            inputs.put(port.name(), tensor(port, rows));
        }
        Map<String, OnnxTensor> outputs = new HashMap<>();
        for (Signature.Port port : checked.signature().outputs()) {
            outputs.put(port.name(), tensor(port, rows));
        }
        return new Batch(inputs, outputs);
    }

    private OnnxTensor tensor(Signature.Port port, int rows) throws OrtException {
        return OnnxTensor.createTensor(
                environment, buffer(port.name()).slice(0, rows * port.width()), port.dimensions(Extent.ofRows(rows)));
    }

    /** Fills all results with what {@link #isUnwritten} knows again. */
    public void spoilResults() {
        for (Signature.Port port : checked.signature().outputs()) {
            FloatBuffer buffer = buffer(port.name());
            for (int i = 0; i < buffer.capacity(); i++) {
                buffer.put(i, Float.intBitsToFloat(UNWRITTEN));
            }
        }
    }

    /** Whether the bits of a result are those that {@link #spoilResults} left. */
    public static boolean isUnwritten(int bits) {
        return bits == UNWRITTEN;
    }

    /** Frees the native memory. Must not run at the same time as {@link #run}. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Batch batch : batches) {
            if (batch != null) {
                batch.inputs.values().forEach(OnnxTensor::close);
                batch.outputs.values().forEach(OnnxTensor::close);
            }
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session does not close: " + Ort.firstLine(e), e);
        }
    }
}
