package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateTableTest {

    private static final long DAY = 86_400_000L;

    @Test
    void theBaseCurrencyIsWorthOneAndWithoutRatesNothingElseIsRated() {
        RateTable rates = RateTable.none("USD");
        assertThat(rates.toBase(950_000, "USD", 0)).isEqualTo(950_000);
        assertThat(rates.toBase(950_000, "EUR", 0)).isEqualTo(Posting.UNRATED);
    }

    @Test
    void aRateHoldsFromItsDayInUtcUntilTheNext() {
        RateTable rates = rates("2026-01-06,EUR,1.20", "2026-01-05,EUR,1.10");
        assertThat(rates.toBase(100, "EUR", at("2026-01-04T23:59:59.999Z"))).isEqualTo(Posting.UNRATED);
        assertThat(rates.toBase(100, "EUR", at("2026-01-05T00:00:00Z"))).isEqualTo(110);
        assertThat(rates.toBase(100, "EUR", at("2026-01-05T23:59:59.999Z"))).isEqualTo(110);
        assertThat(rates.toBase(100, "EUR", at("2026-01-06T00:00:00Z"))).isEqualTo(120);
        assertThat(rates.toBase(100, "EUR", at("9999-01-01T00:00:00Z"))).isEqualTo(120);
    }

    @Test
    void minorUnitsOfDifferentSizesAreConverted() {
        RateTable rates = rates("2000-01-01,JPY,0.0070", "2000-01-01,KWD,3.25");
        assertThat(rates.toBase(1_000_000, "JPY", DAY * 20_000)).isEqualTo(700_000);
        assertThat(rates.toBase(1_000, "KWD", DAY * 20_000)).isEqualTo(325);
    }

    @Test
    void halvesAreRoundedToEven() {
        RateTable rates = rates("2000-01-01,EUR,0.5");
        assertThat(rates.toBase(1, "EUR", DAY * 20_000)).isEqualTo(0);
        assertThat(rates.toBase(3, "EUR", DAY * 20_000)).isEqualTo(2);
        assertThat(rates.toBase(5, "EUR", DAY * 20_000)).isEqualTo(2);
        assertThat(rates.toBase(7, "EUR", DAY * 20_000)).isEqualTo(4);
    }

    @Test
    void conversionIsExactUpToTheLargestAmount() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal rate = new BigDecimal(
                            1 + Math.abs(random.nextLong() % (long) Math.pow(10, 1 + random.nextInt(14))))
                    .movePointLeft(random.nextInt(10));
            RateTable rates = rates("2000-01-01,JPY," + rate.toPlainString());
            long largest = rates.largestAmount("JPY");
            long amount = random.nextInt(4) == 0 ? largest : 1 + Math.abs(random.nextLong() % largest);
            long expected = BigDecimal.valueOf(amount)
                    .multiply(rate)
                    .movePointRight(2)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            assertThat(rates.toBase(amount, "JPY", DAY * 20_000))
                    .as("seed %d: %d JPY at %s", seed, amount, rate)
                    .isEqualTo(expected)
                    .isLessThanOrEqualTo(RateTable.MAX_AMOUNT);
        }
    }

    @Test
    void anAmountThatWouldOverflowTheBaseCurrencyIsRefusedAtIntake() {
        RateTable rates = rates("2000-01-01,KWD,90000");
        TransactionReader reader = new TransactionReader(java.time.Duration.ofMinutes(5), rates);
        String record = """
                {"transactionId":"T1","eventTime":"2026-01-05T10:15:30Z","amount":"%s","currency":"KWD","debtorAccount":"A1"}""";
        Origin origin = new Origin("input", 0, 1);
        long largest = rates.largestAmount("KWD");
        assertThat(reader.read(
                                null,
                                record.formatted(Money.toDecimal(largest, 3)).getBytes(StandardCharsets.UTF_8),
                                origin,
                                TransactionReader.NO_TIMESTAMP)
                        .event())
                .isNotNull();
        DeadLetter rejected = reader.read(
                        null,
                        record.formatted(Money.toDecimal(largest + 1, 3)).getBytes(StandardCharsets.UTF_8),
                        origin,
                        TransactionReader.NO_TIMESTAMP)
                .rejected();
        assertThat(rejected).isNotNull();
        assertThat(rejected.reason()).isEqualTo(RejectionReason.INVALID_AMOUNT);
    }

    @Test
    void everyErrorIsToldWithItsLineAndWhatToDo() {
        InvalidRatesException errors = catchThrowableOfType(
                InvalidRatesException.class,
                () -> rates(
                        "2026-13-01,EUR,1.1",
                        "",
                        "# a comment",
                        "2026-01-01,euro,1.1",
                        "2026-01-01,EUR,\"1,1\"",
                        "2026-01-01,GBP,1e3",
                        "2026-01-01,GBP,",
                        "2026-01-01,GBP,0",
                        "2026-01-01,JPY,0.007",
                        "2026-01-01,JPY,0.008",
                        "2026-01-01,USD,1.0",
                        "2026-01-01,USD,2"));
        assertThat(errors.errors())
                .containsExactly(
                        "rates.csv:2: date: \"2026-13-01\" is not a day from 1970-01-01 to 9999-12-31; write it as 2026-01-05",
                        "rates.csv:5: currency: \"euro\" is not one of ISO 4217; write its three capital letters, such as EUR",
                        "rates.csv:6: has 4 columns; write date,currency,rate",
                        "rates.csv:7: rate: \"1e3\" is not a plain decimal; write what one unit is worth in USD, such as 1.0825",
                        "rates.csv:8: rate: \"\" is missing; write what one unit is worth in USD, such as 1.0825",
                        "rates.csv:9: rate: \"0\" is not positive; write what one unit is worth in USD, such as 1.0825",
                        "rates.csv:11: a second rate for JPY on 2026-01-01; keep one of them",
                        "rates.csv:13: rate: USD is the base currency, which is worth 1; remove the line");
    }

    @Test
    void aByteOrderMarkBeforeTheHeaderIsNoPartOfIt() {
        byte[] bytes = "\uFEFFdate,currency,rate\r\n2026-01-01,EUR,1.1\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(RateTable.parse("excel.csv", bytes, "USD").sha256()).hasSize(64);
    }

    @Test
    void aFileWithoutHeaderOrWithAnUnknownBaseCurrencyIsRefused() {
        assertThatThrownBy(() -> RateTable.parse("r.csv", "2026-01-01,EUR,1\n".getBytes(StandardCharsets.UTF_8), "USD"))
                .hasMessage("r.csv:1: the header is missing; begin with the line date,currency,rate");
        assertThatThrownBy(() -> RateTable.parse("r.csv", new byte[0], "USD"))
                .hasMessage("r.csv:1: the header is missing; begin with the line date,currency,rate");
        assertThatThrownBy(() -> RateTable.parse("r.csv", new byte[0], "usd"))
                .hasMessage("r.csv: the base currency \"usd\" is not one of ISO 4217");
    }

    @Test
    void theShippedTableReadsAndIsIdentifiedByItsHash() throws Exception {
        RateTable rates = RateTable.read(Path.of(System.getProperty("finai.root"), "src/config/rates.csv"), "USD");
        assertThat(rates.toBase(100, "EUR", at("2026-01-05T10:00:00Z"))).isEqualTo(110);
        assertThat(rates.sha256()).hasSize(64);
        assertThat(rates.largestAmount("KWD")).isEqualTo(RateTable.MAX_AMOUNT);
    }

    private static RateTable rates(String... lines) {
        String file = "date,currency,rate\n" + String.join("\n", lines) + '\n';
        return RateTable.parse("rates.csv", file.getBytes(StandardCharsets.UTF_8), "USD");
    }

    private static long at(String instant) {
        return Instants.parse(instant);
    }
}
