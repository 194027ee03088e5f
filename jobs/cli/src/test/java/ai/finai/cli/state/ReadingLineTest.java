package ai.finai.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadingLineTest {

    private final StringWriter written = new StringWriter();
    private final AtomicLong clock = new AtomicLong(5_000_000_000L);

    private ReadingLine line(boolean interactive) {
        return new ReadingLine("chk-7", new PrintWriter(written), interactive, clock::get);
    }

    private String after(ReadingLine line, double seconds, long keys, double share) {
        clock.addAndGet((long) (seconds * 1e9));
        written.getBuffer().setLength(0);
        line.read(keys, share);
        return written.toString();
    }

    @Test
    void itShowsHowFarItIsHowFastAndHowLongItStillTakes() {
        try (ReadingLine line = line(true)) {
            assertThat(after(line, 3, 0, 0))
                    .isEqualTo("\r\033[Kreading chk-7 [                    ]   0 %  making its state ready, 3.0 s");
            assertThat(after(line, 1, 1_000, 0.1))
                    .contains("[==                  ]  10 %  1,000 keys")
                    .doesNotContain("left");
            // 20 % in 2 s: 70 % take 7 s. What came before the first key tells nothing of the rate.
            assertThat(after(line, 2, 3_000, 0.3))
                    .endsWith("[======              ]  30 %  3,000 keys, 1,000 a second, about 7.0 s left");
            assertThat(after(line, 2, 4_000, 1))
                    .contains("[====================] 100 %")
                    .endsWith("about 0.0 s left");
        }
        assertThat(written.toString()).endsWith("\r\033[K");
    }

    @Test
    void withoutATerminalThereIsNothing() {
        try (ReadingLine line = line(false)) {
            assertThat(after(line, 3, 1_000, 0.5)).isEmpty();
        }
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void aWarningHasALineOfItsOwnEitherWay() {
        try (ReadingLine line = line(true)) {
            line.read(1, 0.5);
            line.warning("no room");
        }
        assertThat(written.toString()).endsWith(String.format("\r\033[Kfinai: no room%n"));
        written.getBuffer().setLength(0);
        try (ReadingLine line = line(false)) {
            line.warning("no room");
        }
        assertThat(written.toString()).isEqualTo(String.format("finai: no room%n"));
    }
}
