package ai.finai.cli.backtest.ends;

import ai.finai.events.Received;
import java.io.IOException;
import java.io.Serializable;

/** How a row is read from the bytes that it was sorted as. One thread at a time uses it. */
@FunctionalInterface
public interface RowForm<T> extends Serializable {

    Received<T> read(byte[] bytes) throws IOException;
}
