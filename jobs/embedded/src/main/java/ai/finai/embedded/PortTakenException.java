package ai.finai.embedded;

import java.io.IOException;

/** Another process listens on the port that was asked for. */
public final class PortTakenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String server, int port) {
        super(server + ": port " + port + " on 127.0.0.1 is taken by another process");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
