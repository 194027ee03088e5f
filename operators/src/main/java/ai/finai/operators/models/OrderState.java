package ai.finai.operators.models;

import ai.finai.models.ModelOrder;
import ai.finai.models.ModelRole;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot keeps of orders, by role: the one that was carried out last and the one that is to be carried out, as their
 * bytes; and which configured model they replaced. The keys are a contract with every snapshot.
 */
final class OrderState {

    private static final String REPLACED = "replaced";
    private static final String PENDING = "-pending";
    private static final String SOURCE = "-source";

    private final BroadcastState<String, byte[]> state;

    /** @param title of the state */
    OrderState(OperatorStateStore store, String title) throws Exception {
        state = store.getBroadcastState(
                new MapStateDescriptor<>(title, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    /** The hash of the configured model that orders replaced; null where none has come. */
    @Nullable
    String replaced() throws Exception {
        return text(REPLACED);
    }

    /** In force by order; null for the configured model. */
    @Nullable
    Ordered inForce(ModelRole role) throws Exception {
        return read(role.code());
    }

    /** To be carried out; null for nothing. */
    @Nullable
    Ordered pending(ModelRole role) throws Exception {
        return read(role.code() + PENDING);
    }

    void ordered(Ordered ordered, String configuredSha256) throws Exception {
        state.put(REPLACED, bytes(configuredSha256));
        write(ordered.order().role().code() + PENDING, ordered);
    }

    void carriedOut(Ordered ordered) throws Exception {
        String role = ordered.order().role().code();
        if (ordered.order().model() == null) {
            remove(role);
        } else {
            write(role, ordered);
        }
        remove(role + PENDING);
    }

    void refused(Ordered ordered) throws Exception {
        remove(ordered.order().role().code() + PENDING);
    }

    void forget() throws Exception {
        state.clear();
    }

    private @Nullable Ordered read(String key) throws Exception {
        byte[] json = state.get(key);
        if (json == null) {
            return null;
        }
        String source = text(key + SOURCE);
        return new Ordered(ModelOrder.read(json), source == null ? "" : source);
    }

    private void write(String key, Ordered ordered) throws Exception {
        state.put(key, ordered.order().toJson());
        state.put(key + SOURCE, bytes(ordered.source()));
    }

    private void remove(String key) throws Exception {
        state.remove(key);
        state.remove(key + SOURCE);
    }

    private @Nullable String text(String key) throws Exception {
        byte[] bytes = state.get(key);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
