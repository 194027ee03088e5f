package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.TransactionReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentFileTest {

    private static final GeneratorSettings SETTINGS = GeneratorSettings.of(2_000, 9, 5)
            .withScenarios(GeneratorSettings.parseScenarios("structuring=20,rapid-transfer=20"));

    @TempDir
    Path folder;

    /** Two ways to the same bytes: through an object and the product's own writer, and straight from the columns. */
    @Test
    void theLinesAreByteForByteWhatTheProductWritesOfTheSameTransactions() throws Exception {
        ByteArrayOutputStream fast = new ByteArrayOutputStream();
        PaymentFile.Written written = PaymentFile.writeJsonLines(Payments.of(SETTINGS), fast);
        byte[] bytes = fast.toByteArray();
        TransactionJson json = new TransactionJson();
        Payments payments = Payments.of(SETTINGS);
        int at = 0;
        while (payments.hasNext()) {
            byte[] expected = json.write(payments.next());
            byte[] line = Arrays.copyOfRange(bytes, at, at + expected.length);
            if (!Arrays.equals(line, expected)) {
                assertThat(new String(line, StandardCharsets.UTF_8))
                        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
            }
            at += expected.length;
            assertThat(bytes[at++]).isEqualTo((byte) '\n');
        }
        assertThat(at).isEqualTo(bytes.length);
        assertThat(written).isEqualTo(new PaymentFile.Written(payments.count(), bytes.length));
    }

    @Test
    void theNameDecidesTheFormInLargeLettersToo() throws Exception {
        GeneratorSettings few = GeneratorSettings.of(100, 1, 5);
        Path csv = folder.resolve("p.CSV");
        PaymentFile.write(Payments.of(few), csv);
        assertThat(Files.readString(csv)).startsWith(PaymentFormat.CSV_HEADER);

        Path zipped = folder.resolve("p.Csv.GZ");
        PaymentFile.write(Payments.of(few), zipped);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(zipped))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(csv));
        }
    }

    /** Whoever is interrupted must not take half of the payments for all of them. */
    @Test
    void aFileIsReplacedWhenItsPaymentsAreAllWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("p.csv"), "before");
        Payments many = Payments.of(GeneratorSettings.of(20_000, 10, 5));
        CompletableFuture<PaymentFile.Written> writing = CompletableFuture.supplyAsync(() -> write(many, file));
        Set<Long> sizes = new TreeSet<>();
        while (!writing.isDone()) {
            sizes.add(Files.size(file));
        }
        long whole = writing.get().bytes();
        assertThat(sizes).isSubsetOf(6L, whole);
        assertThat(file).hasSize(whole);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void whatIsNoFileOfItsOwnIsWrittenWhereItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("p.csv"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file.getFileName());
        PaymentFile.Written written = PaymentFile.write(Payments.of(GeneratorSettings.of(100, 1, 5)), link);
        assertThat(link).isSymbolicLink();
        assertThat(file).hasSize(written.bytes());

        PaymentFile.write(Payments.of(GeneratorSettings.of(100, 1, 5)), Path.of("/dev/null"));
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    private static PaymentFile.Written write(Payments payments, Path file) {
        try {
            return PaymentFile.write(payments, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyLineIsAcceptedAndHasARate() throws Exception {
        Path file = folder.resolve("payments.jsonl");
        PaymentFile.write(Payments.of(SETTINGS), file);
        RateTable rates = shippedRates();
        TransactionReader reader = new TransactionReader(Duration.ZERO, rates);
        Payments payments = Payments.of(SETTINGS);
        for (String line : Files.readAllLines(file)) {
            Transaction expected = payments.next();
            byte[] value = line.getBytes(StandardCharsets.UTF_8);
            Received<Transaction> received = reader.read(null, value, expected.origin(), expected.eventTime());
            assertThat(received.event()).as("%s: %s", line, received.rejected()).isEqualTo(expected);
            assertThat(rates.toBase(expected.amount(), expected.currency(), expected.eventTime()))
                    .as(line)
                    .isNotNegative();
        }
        assertThat(payments.hasNext()).isFalse();
    }

    /** Episodes in foreign currency are placed by the generator's rates and judged by the shipped ones. */
    @Test
    void amountsAreWorthWhatTheShippedRatesSay() throws Exception {
        long day = GeneratorSettings.DEFAULT_START.toEpochDay() * 86_400_000L;
        for (Denomination currency : Denomination.values()) {
            assertThat(currency.usdCents(1_000_000))
                    .as(currency.name())
                    .isEqualTo(shippedRates().toBase(1_000_000, currency.name(), day));
        }
    }

    @Test
    void theNameOfTheFileDecidesItsForm() throws Exception {
        GeneratorSettings few = GeneratorSettings.of(100, 1, 5);
        Path json = folder.resolve("p.jsonl");
        Path jsonGz = folder.resolve("p.jsonl.gz");
        Path csv = folder.resolve("p.csv");
        Path csvGz = folder.resolve("p.csv.gz");
        for (Path file : List.of(json, jsonGz, csv, csvGz)) {
            PaymentFile.write(Payments.of(few), file);
        }
        assertThat(unzipped(jsonGz)).isEqualTo(Files.readAllLines(json));
        assertThat(unzipped(csvGz)).isEqualTo(Files.readAllLines(csv));
        assertThat(Files.size(jsonGz)).isLessThan(Files.size(json) / 3);
        PaymentFile.Written again = PaymentFile.write(Payments.of(few), csv);
        assertThat(again.bytes()).isEqualTo(Files.size(csv));
    }

    @Test
    void csvHasTheFieldsOfTheTransactionInItsHeaderAndNothingForWhatIsAbsent() throws Exception {
        Path csv = folder.resolve("p.csv");
        PaymentFile.write(Payments.of(SETTINGS), csv);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0))
                .isEqualTo("transactionId,eventTime,amount,currency,channel,debtorAccount,creditorAccount,debtorName,"
                        + "creditorName,debtorCountry,creditorCountry,debtorAgent,creditorAgent,purpose");
        Payments payments = Payments.of(SETTINGS);
        for (String line : lines.subList(1, lines.size())) {
            Transaction t = payments.next();
            String[] cells = line.split(",", -1);
            assertThat(cells).as(line).hasSize(14);
            String[] expected = {
                t.transactionId(),
                cells[1],
                cells[2],
                t.currency(),
                t.channel(),
                t.debtorAccount(),
                t.creditorAccount(),
                t.debtorName(),
                t.creditorName(),
                t.debtorCountry(),
                t.creditorCountry(),
                t.debtorAgent(),
                t.creditorAgent(),
                t.purpose()
            };
            for (int i = 0; i < expected.length; i++) {
                assertThat(cells[i]).as(line).isEqualTo(expected[i] == null ? "" : expected[i]);
            }
        }
    }

    @Test
    void labelsAreWrittenALineForEachTransaction() throws Exception {
        Path file = folder.resolve("labels.csv");
        Label episode = new Label("structuring-0001", Scenario.STRUCTURING, null, "US01-00000001", List.of("a", "b"));
        Label nearMiss = new Label(
                "rapid-transfer-near-miss-0002",
                Scenario.RAPID_TRANSFER,
                NearMiss.LEAVES_TOO_LATE,
                "US01-00000002",
                List.of("c"));
        Label noRule = new Label("mule-0003", Scenario.MULE, null, "US01-00000003", List.of("d"));
        LabelFile.write(List.of(episode, nearMiss, noRule), file);
        assertThat(Files.readString(file)).isEqualTo("""
                        label,scenario,kind,near_miss,expected,account,place,transaction_id
                        structuring-0001,structuring,episode,,true,US01-00000001,1,a
                        structuring-0001,structuring,episode,,true,US01-00000001,2,b
                        rapid-transfer-near-miss-0002,rapid-transfer,near-miss,leaves-too-late,false,US01-00000002,1,c
                        mule-0003,mule,episode,,,US01-00000003,1,d
                        """);
    }

    private static RateTable shippedRates() throws IOException {
        return RateTable.read(Path.of(System.getProperty("finai.root"), "src/config/rates.csv"), "USD");
    }

    private static List<String> unzipped(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
