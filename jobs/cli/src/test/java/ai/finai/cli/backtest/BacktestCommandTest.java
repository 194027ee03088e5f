package ai.finai.cli.backtest;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Shipped;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.models.fixtures.TestModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    private static final String HEADER =
            "transactionId,eventTime,amount,currency,channel,debtorAccount,creditorAccount";

    @TempDir
    Path folder;

    @Test
    void findsEveryEpisodeAndNoNearMissAndWritesTheSameBytesAtAnotherParallelismFromSplitFiles() throws IOException {
        Path payments = folder.resolve("payments.csv");
        Path labels = folder.resolve("labels.csv");
        Cli generated = finai(
                "generate",
                "--accounts",
                "400",
                "--days",
                "20",
                "--seed",
                "7",
                "--scenarios",
                "structuring=5,rapid-transfer=5",
                "--output",
                payments.toString(),
                "--labels",
                labels.toString());
        assertThat(generated.err()).isEmpty();
        Path rules = write("rules.yaml", """
                baseCurrency: USD
                rules:
                  - {id: structuring, kind: structuring, version: 1, severity: HIGH}
                  - {id: rapid-transfer, kind: rapid-transfer, version: 1, severity: HIGH}
                """);

        String rates = Shipped.config("rates.csv").toString();

        backtest(
                "first",
                "--input",
                payments.toString(),
                "--rules",
                rules.toString(),
                "--rates",
                rates,
                "--parallelism",
                "1");
        backtest(
                "second",
                "--input",
                payments.toString(),
                "--rules",
                rules.toString(),
                "--rates",
                rates,
                "--parallelism",
                "2");

        for (String file : List.of("alerts.jsonl", "dead-letters.jsonl", "summary.json")) {
            assertThat(folder.resolve("second").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("first").resolve(file));
        }
        List<Alert> alerts = alerts("first");
        assertThat(alerts)
                .isSortedAccordingTo(Comparator.comparingLong(Alert::eventTime).thenComparing(Alert::alertId));
        assertThat(alertedAccounts(alerts)).isEqualTo(expectedAccounts(labels));
    }

    @Test
    void aModelInAFolderScoresAndOneThatWouldNotBePublishedIsRefused() throws IOException {
        Path payments = write("p.csv", HEADER + "\nT1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n");
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.write(model.resolve("model.onnx"), MODEL.bytes());
        Files.write(model.resolve("manifest.json"), MODEL.manifest().toJson());
        String[] arguments = {
            "backtest",
            "--input",
            payments.toString(),
            "--model",
            model.toString(),
            "--output",
            folder.resolve("out").toString()
        };
        assertThat(finai(arguments).exitCode()).isEqualTo(ExitCode.OK);

        Files.write(
                model.resolve("manifest.json"), MODEL.version("2").manifest().toJson());
        Cli other = finai(arguments);
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("manifest.json beside it is of another file");

        Files.delete(model.resolve("manifest.json"));
        Files.write(model.resolve("model.onnx"), MODEL.spoilt(changed -> {
            int last = changed.getGraphBuilder().getNodeCount() - 1;
            changed.getGraphBuilder().setNode(last, TestModel.node("Identity", List.of("logit"), List.of("y")));
            return changed;
        }));
        Cli logits = finai(arguments);
        assertThat(logits.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(logits.err()).contains("have no score from 0 to 1", "Sigmoid");
    }

    @Test
    void rowsThatAreNoPaymentAreDeadLettersWithFileAndLine() throws IOException {
        Path first = write(
                "first.csv",
                HEADER + "\n"
                        + "T1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n"
                        + "T2,2026-01-05T10:00:00Z,10.001,USD,CARD,A1,A2\n"
                        + "\n"
                        + "T3,2026-01-05T10:00:00Z,10.00,Bitcoin,CARD,A1,A2\n"
                        + "T4,2026-01-05T10:00:00Z,10.00,USD\n");
        Path second = gzip("second.jsonl.gz", """
                {"transactionId":"T1","eventTime":"2026-01-05T10:00:00Z","amount":"10.00","currency":"USD","channel":"CARD","debtorAccount":"A1","creditorAccount":"A2"}
                {"transactionId":"T1","eventTime":"2026-01-05T10:00:00Z","amount":"11.00","currency":"USD","channel":"CARD","debtorAccount":"A1","creditorAccount":"A2"}
                {"transactionId":"T5",
                {"transactionId":"T6","eventTime":"2026-01-05T10:00:00Z","amount":"7.00","currency":"EUR","debtorAccount":"A1"}
                """);

        Cli result = backtest("out", "--input", first.toString(), second.toString(), "--format", "json");

        assertThat(lines("out", "dead-letters.jsonl").map(BacktestCommandTest::placeAndReason))
                .containsExactly(
                        "input-0@3 too-many-decimals",
                        "input-0@5 unknown-currency",
                        "input-0@6 malformed",
                        "input-1@2 conflicting-duplicate",
                        "input-1@3 malformed");
        assertThat(result.out())
                .contains("\"rows\" : 8")
                .contains("\"transactions\" : 2")
                .contains("\"duplicates\" : 1")
                .contains("\"total\" : 5")
                .contains("\"unrated\" : 1")
                .isEqualTo(Files.readString(folder.resolve("out/summary.json")))
                .doesNotContain(folder.toString());
    }

    @Test
    void columnsOfAForeignFileAreMapped() throws IOException {
        Path amlworld = write("HI.csv", """
                tran_id,timestamp,from_bank,from_account,to_bank,to_account,amount_received,receiving_currency,amount_paid,payment_currency,payment_format
                W1,2022/09/01 00:03,01,8A,02,8B,58702.1,Yuan,58702.1,Yuan,ACH
                W2,2022/09/01 00:04,01,8A,02,8B,10.5,Yen,10.55,Yen,Cash
                W3,2022/09/01 00:04,01,8A,02,8B,0.001,Bitcoin,0.001,Bitcoin,Bitcoin
                W4,2022/13/01 00:04,01,8A,02,8B,1,US Dollar,1,US Dollar,Cheque
                """);
        Path amlsim = write("sim.csv", """
                tran_id,date,step,orig_acct,orig_bank,bene_acct,bene_bank,tx_type,amount,orig_balance_before,orig_balance_after,bene_balance_before,bene_balance_after
                1,2024-01-01,0,2496,bank_a,49,bank_a,TRANSFER,168.67,81796.5,81627.83,66685.52,66854.19
                2,2024-02-30,0,2496,bank_a,49,bank_a,TRANSFER,168.67,81796.5,81627.83,66685.52,66854.19
                """);

        backtest("world", "--input", amlworld.toString(), "--mapping", "amlworld");
        backtest("sim", "--input", amlsim.toString(), "--mapping", "amlsim");

        assertThat(lines("world", "dead-letters.jsonl").map(BacktestCommandTest::placeAndReason))
                .containsExactly("input-0@4 unknown-currency", "input-0@5 invalid-event-time");
        assertThat(lines("sim", "dead-letters.jsonl").map(BacktestCommandTest::placeAndReason))
                .containsExactly("input-0@3 invalid-event-time");
        assertThat(folder.resolve("world/dead-letters.jsonl")).content().contains("W3,2022/09/01 00:04");
    }

    @Test
    void aFileThatLacksTheColumnsOfAMappingIsRefusedWithTheNearestOnes() throws IOException {
        Path payments = write("payments.csv", HEADER.replace("eventTime", "time") + "\n");
        Path mapping = write("my.yaml", """
                fields:
                  transactionId: {column: transactionID}
                  eventTime: {column: "#2"}
                  amount: {column: amont}
                  currency: {constant: USD}
                """);

        Cli result = finai(
                "backtest",
                "--input",
                payments.toString(),
                "--mapping",
                mapping.toString(),
                "--output",
                folder.resolve("out").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.startsWith(payments + ":1: "));
        assertThat(result.err()).contains("'transactionID'", "did you mean transactionId", "'amont'", "amount");
    }

    @Test
    void columnsOfTheUsersOwnAreLeftOut() throws IOException {
        Path payments =
                write("payments.csv", HEADER + ",debtorBank,note\nT1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2,B,n\n");
        backtest("own", "--input", payments.toString());
        assertThat(folder.resolve("own/dead-letters.jsonl")).isEmptyFile();
    }

    @Test
    void aHeaderThatIsNearlyFinAIsOwnIsRefusedBeforeTheFirstRowIsRead() throws IOException {
        Path good = write("good.csv", HEADER + "\nT1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n");
        Map<String, String> problems = Map.of(
                HEADER.replace("channel", "Channel"),
                "unknown column 'Channel'; did you mean channel?",
                HEADER.replace("transactionId", "transaction_id"),
                "unknown column 'transaction_id'; did you mean transactionId?",
                HEADER.replace("creditorAccount", "creditorAcount"),
                "did you mean creditorAccount?",
                HEADER.replace(",currency", ""),
                "no column 'currency'",
                HEADER.replace(',', ';'),
                "the columns are parted by ';'; write a mapping with delimiter: \";\"",
                HEADER.replace(',', '\t'),
                "the columns are parted by '\\t'; write a mapping with delimiter: \"\\t\"",
                "{\"transactionId\":\"T1\"}",
                "JSON lines; call the file .jsonl");
        for (Map.Entry<String, String> problem : problems.entrySet()) {
            Path payments = write("payments.csv", problem.getKey() + "\n");
            Cli result = finai(
                    "backtest",
                    "--input",
                    good.toString(),
                    payments.toString(),
                    "--output",
                    folder.resolve("out").toString());
            assertThat(result.exitCode()).as(problem.getKey()).isEqualTo(ExitCode.USAGE);
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.err()).startsWith("finai: " + payments + ":1: ").contains(problem.getValue());
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    @Test
    void columnsThatFinAIDoesNotKnowAreLeftAlone() throws IOException {
        Path payments = write(
                "payments.csv",
                HEADER + ",branch,channelCode,note\nT1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2,7,c,\n");
        assertThat(backtest("out", "--input", payments.toString()).out()).contains("1 transaction,");
    }

    @Test
    void theRowsOfAPipeAreReadOnce() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, HEADER + "\nT1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        Path again = write("again.csv", HEADER + "\nT2,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n");
        assertThat(backtest("out", "--input", pipe.toString(), again.toString()).out())
                .contains("2 transactions,");
    }

    @Test
    void anInvalidRuleBookIsRefusedWithEveryErrorAndItsLine() throws IOException {
        Path payments = write("payments.csv", HEADER + "\n");
        Path rules = write("rules.yaml", """
                baseCurrency: USD
                rules:
                  - {id: one, kind: structuring, version: 1, severity: HIHG, parameters: {minDeposit: 3}}
                """);

        Cli result = finai(
                "backtest",
                "--input",
                payments.toString(),
                "--rules",
                rules.toString(),
                "--output",
                folder.resolve("out").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines()).hasSize(2).allMatch(line -> line.contains("rules.yaml:3: "));
        assertThat(result.err()).contains("minDeposits").contains("HIGH");
    }

    @Test
    void resultsThatAreThereAreKeptUnlessToldOtherwise() throws IOException {
        Path payments = write("payments.csv", HEADER + "\n");
        Path out = Files.createDirectory(folder.resolve("out"));
        Files.writeString(out.resolve("alerts.jsonl"), "mine");
        Files.writeString(out.resolve("notes.txt"), "mine");

        Cli refused = finai("backtest", "--input", payments.toString(), "--output", out.toString());
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--overwrite");
        assertThat(out.resolve("alerts.jsonl")).hasContent("mine");

        backtest("out", "--input", payments.toString(), "--overwrite");
        assertThat(out.resolve("alerts.jsonl")).isEmptyFile();
        assertThat(out.resolve("notes.txt")).hasContent("mine");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("alerts.jsonl", "dead-letters.jsonl", "summary.json", "notes.txt");
        }
    }

    @Test
    void aFileThatIsNotThereIsSaidBeforeAnythingIsRead() throws IOException {
        Path payments = write("payments.csv", HEADER + "\n");
        Cli result = finai(
                "backtest",
                "--input",
                payments.toString(),
                "nowhere.csv",
                "--output",
                folder.resolve("out").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().strip()).isEqualTo("finai: no file nowhere.csv");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aGzipFileThatEndsTooEarlyFailsAndLeavesNoResults() throws IOException {
        Path whole =
                gzip("whole.csv.gz", HEADER + "\n" + "T1,2026-01-05T10:00:00Z,10.00,USD,CARD,A1,A2\n".repeat(50_000));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.csv.gz");
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        Cli result = finai(
                "backtest",
                "--input",
                cut.toString(),
                "--output",
                folder.resolve("out").toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).startsWith("finai: " + cut + ": byte ").contains("ends too early");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    private Cli backtest(String output, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("backtest", "--output", folder.resolve(output).toString()));
        all.addAll(List.of(arguments));
        Cli result = finai(all.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        return result;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Stream<String> lines(String output, String file) throws IOException {
        return Files.readAllLines(folder.resolve(output).resolve(file)).stream();
    }

    private List<Alert> alerts(String output) throws IOException {
        return lines(output, "alerts.jsonl")
                .map(line -> AlertJson.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String placeAndReason(String line) {
        return line.replaceAll(".*\"source\":\"([^\"]*)\",\"reason\":\"([^\"]*)\".*", "$1 $2");
    }

    private static Map<String, Set<String>> alertedAccounts(List<Alert> alerts) {
        return alerts.stream()
                .collect(Collectors.groupingBy(
                        alert -> alert.rule().kind(),
                        HashMap::new,
                        Collectors.mapping(alert -> alert.subject().id(), Collectors.toCollection(TreeSet::new))));
    }

    private static Map<String, Set<String>> expectedAccounts(Path labels) throws IOException {
        Map<String, Set<String>> accounts = new HashMap<>();
        for (String line : Files.readAllLines(labels)) {
            String[] cells = line.split(",", -1);
            if (cells[4].equals("true")) {
                accounts.computeIfAbsent(cells[1], kind -> new TreeSet<>()).add(cells[5]);
            }
        }
        return accounts;
    }
}
