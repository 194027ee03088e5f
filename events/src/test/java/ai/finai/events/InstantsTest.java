package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantsTest {

    private static final long YEAR_0 =
            OffsetDateTime.parse("0000-01-01T00:00:00Z").toInstant().toEpochMilli();
    private static final long YEAR_10000 = YEAR_0 + 3_652_425L * 86_400_000;

    @Test
    void everyMillisecondIsReadAndWrittenAsJavaTimeDoes() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            long millis = YEAR_0 + (long) (random.nextDouble() * (YEAR_10000 - YEAR_0));
            millis = random.nextBoolean() ? millis : millis - Math.floorMod(millis, 1000L);
            String text = Instants.format(millis);
            assertThat(text)
                    .as("seed %d", seed)
                    .isEqualTo(Instant.ofEpochMilli(millis).toString());
            assertThat(Instants.parse(text)).as("seed %d: %s", seed, text).isEqualTo(millis);
            OffsetDateTime there = Instant.ofEpochMilli(millis)
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60 + 1) - 18 * 60)));
            if (there.getYear() >= 0 && there.getYear() <= 9999) {
                assertThat(Instants.parse(there.toString()))
                        .as("seed %d: %s", seed, there)
                        .isEqualTo(millis);
            }
        }
    }

    @Test
    void finerDigitsAreCut() {
        assertThat(Instants.parse("2026-01-05T10:15:30.123999999Z"))
                .isEqualTo(Instants.parse("2026-01-05T10:15:30.123Z"));
        assertThat(Instants.parse("2026-01-05T10:15:30.1Z")).isEqualTo(Instants.parse("2026-01-05T10:15:30.100Z"));
    }

    @Test
    void offsetsAreReadInEveryForm() {
        long noon = Instants.parse("2026-01-05T12:00:00Z");
        assertThat(Instants.parse("2026-01-05T14:00:00+02:00")).isEqualTo(noon);
        assertThat(Instants.parse("2026-01-05T14:00:00+0200")).isEqualTo(noon);
        assertThat(Instants.parse("2026-01-05T14:00:00+02")).isEqualTo(noon);
        assertThat(Instants.parse("2026-01-05T03:30:00-08:30")).isEqualTo(noon);
        assertThat(Instants.parse("2026-01-05T12:00Z")).isEqualTo(noon);
    }
}
