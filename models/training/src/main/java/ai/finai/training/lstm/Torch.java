package ai.finai.training.lstm;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** PyTorch, as it is started here: without network, and without telling anyone. */
public final class Torch {

    private Torch() {}

    /**
     * Loads the native libraries, once in a JVM.
     *
     * @param threads that an operation called from this thread may use
     */
    public static void start(int threads) {
        offline();
        Engine.getInstance();
        JniUtils.setNumThreads(threads);
    }

    /** Before any class of DJL that looks at them is loaded. */
    private static void offline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** Of PyTorch's native libraries. */
    public static String version() {
        offline();
        return Engine.getInstance().getVersion();
    }

    public static String djlVersion() {
        return Engine.getDjlVersion();
    }
}
