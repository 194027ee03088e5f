package ai.finai.bench.chaos.cluster;

import java.io.IOException;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs a main class that knows nothing of its parent, and ends with it: when standard input ends, so does this JVM. Ctrl-C
 * reaches the whole group of processes, but it is the parent who ends them in order.
 */
public final class Tether {

    private Tether() {}

    /** @param arguments the main class, then its own arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
        }
        Thread link = new Thread(Tether::awaitParent, "tether");
        link.setDaemon(true);
        link.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
