package ai.finai.jobs.exactlyonce.faults;

import ai.finai.state.AmlState;
import ai.finai.state.MarketState;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendFactory;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory;

/**
 * RocksDB, where a write of what is remembered of an account or a symbol fails when {@link Faults} says so. A batch reads its
 * accounts, is scored in waves, and writes them: such a failure leaves a batch scored and some of its accounts written.
 */
public final class FaultyStateBackend implements StateBackend {

    private static final long serialVersionUID = 1L;

    private static final Set<String> STATES = Set.of(AmlState.SEQUENCE.title(), MarketState.SYMBOL.title());

    private final EmbeddedRocksDBStateBackend rocksdb;

    private FaultyStateBackend(EmbeddedRocksDBStateBackend rocksdb) {
        this.rocksdb = rocksdb;
    }

    public static Configuration configured() {
        return new Configuration().set(StateBackendOptions.STATE_BACKEND, Factory.class.getName());
    }

    /** What {@code state.backend.type} names. */
    public static final class Factory implements StateBackendFactory<FaultyStateBackend> {

        @Override
        public FaultyStateBackend createFromConfig(ReadableConfig config, ClassLoader classes) {
            return new FaultyStateBackend(new EmbeddedRocksDBStateBackendFactory().createFromConfig(config, classes));
        }
    }

    @Override
    public <K> CheckpointableKeyedStateBackend<K> createKeyedStateBackend(KeyedStateBackendParameters<K> parameters)
            throws Exception {
        CheckpointableKeyedStateBackend<K> backend = rocksdb.createKeyedStateBackend(parameters);
        return around(CheckpointableKeyedStateBackend.class, backend, (proxy, method, arguments) -> {
            Object result = method.invoke(backend, arguments);
            return method.getName().equals("getPartitionedState")
                            && arguments[2] instanceof StateDescriptor<?, ?> state
                            && STATES.contains(state.getName())
                    ? faulty(result)
                    : result;
        });
    }

    private static Object faulty(Object state) {
        return around(InternalValueState.class, state, (proxy, method, arguments) -> {
            if (method.getName().equals("update")) {
                Faults.maybeFail(Fault.PROCESSING, Place.STATE);
            }
            return method.invoke(state, arguments);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T around(Class<? super T> type, Object target, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(target.getClass().getClassLoader(), new Class<?>[] {type}, (p, method, a) -> {
            try {
                return handler.invoke(p, method, a);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters) throws Exception {
        return rocksdb.createOperatorStateBackend(parameters);
    }

    @Override
    public boolean useManagedMemory() {
        return rocksdb.useManagedMemory();
    }

    @Override
    public boolean supportsNoClaimRestoreMode() {
        return rocksdb.supportsNoClaimRestoreMode();
    }
}
