package ai.finai.embedded.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** A child JVM's tie to the one that started it: one line out, command lines in, and the end of input is the end. */
final class ParentLink {

    private final PrintStream parent;

    ParentLink() {
        parent = System.out;
        // Only this class speaks to the parent; whatever else is printed belongs into the log.
        System.setOut(System.err);
        // Ctrl-C, a closed terminal and "timeout 60 finai demo" reach the whole group of processes, but the parent
        // still needs its servers to end in order. This one ends with the parent in any case.
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(signal), SignalHandler.SIG_IGN);
        }
    }

    void failed(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        failure.printStackTrace();
        say("FAILED " + String.valueOf(cause).replace('\n', ' '));
    }

    /** Says that the server serves, then takes commands until the parent closes the link or ends. */
    void serve(Consumer<String> command) throws IOException {
        say("READY");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            command.accept(line);
        }
    }

    private void say(String line) {
        parent.println(line);
        parent.flush();
    }
}
