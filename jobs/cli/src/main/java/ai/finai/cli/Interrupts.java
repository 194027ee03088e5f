package ai.finai.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Makes Ctrl-C (and SIGTERM) open a latch instead of ending the JVM, so that a command can end in order: a shutdown hook
 * would be too late, as Flink's own hooks run beside it. The second one ends the JVM at once. Closing brings back what was
 * before.
 */
public final class Interrupts implements AutoCloseable {

    /** As a shell reports a command that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private final Map<Signal, SignalHandler> before = new HashMap<>();

    private Interrupts() {}

    public static Interrupts opening(CountDownLatch latch) {
        Interrupts interrupts = new Interrupts();
        SignalHandler handler = signal -> {
            if (latch.getCount() == 0) {
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            latch.countDown();
        };
        for (String name : new String[] {"INT", "TERM"}) {
            Signal signal = new Signal(name);
            interrupts.before.put(signal, Signal.handle(signal, handler));
        }
        return interrupts;
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
