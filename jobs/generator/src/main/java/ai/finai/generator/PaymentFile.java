package ai.finai.generator;

import java.io.IOException;
import java.nio.file.Path;

/** Writes payments as a file that the backtest and the job's topic take: JSON lines or CSV, plain or gzip, by its name. */
public final class PaymentFile {

    private PaymentFile() {}

    /** @param bytes of the payments before compression */
    public record Written(long transactions, long bytes) {}

    /**
     * Writes all that are left of {@code payments}. The name decides: {@code .jsonl} or {@code .csv}, with {@code .gz} after it
     * for gzip; any other name is JSON lines. A file that is there is replaced.
     */
    public static Written write(Payments payments, Path file) throws IOException {
        throw new UnsupportedOperationException("comes with the next commit");
    }
}
