package ai.finai.jobs.kafka;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The brokers are not as the job needs them. The message says what to change. */
public final class KafkaNotReadyException extends IOException {

    private static final long serialVersionUID = 1L;

    KafkaNotReadyException(String message) {
        super(message);
    }

    KafkaNotReadyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
