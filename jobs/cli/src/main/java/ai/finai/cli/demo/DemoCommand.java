package ai.finai.cli.demo;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.Interrupts;
import ai.finai.cli.Shipped;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.Terminal;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.Alert;
import ai.finai.events.RateTable;
import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Payments;
import ai.finai.generator.Scenario;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.ArchiveSection;
import ai.finai.jobs.config.CompactionSection;
import ai.finai.jobs.config.EventsSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai demo}. */
@Command(
        name = "demo",
        sortOptions = false,
        description = {
            "Shows everything at work on this machine: a Kafka broker, an S3 server, Flink, the AML job as it runs in"
                    + " production, and a bank's payments.",
            "",
            "Alerts are printed when they are committed, with their evidence. Any Kafka or S3 client can read along."
                    + " Event time runs faster than life. Among the payments are, on purpose, duplicates, broken records"
                    + " and late ones. Exchange rates are made up.",
            "Ctrl-C ends it: what was sent goes through to the end, then topics and tables are read back and must add up;"
                    + " exit code 1 if they do not. A second Ctrl-C ends it at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai demo",
            "  finai demo --kafka-port 9092 --keep /tmp/finai-data",
            "  finai demo --headless --for PT60S --output json"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int ACCOUNTS = 2_000;
    /** Of a round: new episodes come every that many days of event time. Scenarios without a rule take longer rounds. */
    private static final int DAYS = 7;

    private static final Map<Scenario, Integer> SCENARIOS = Map.of(Scenario.STRUCTURING, 7, Scenario.RAPID_TRANSFER, 7);
    private static final int MAX_RATE = 100_000;
    private static final int COMPACTION_CHECKPOINTS = 6;
    /** Event time runs some 15,000 times as fast as life: the default alignment would slow it down. */
    private static final Duration ALIGNMENT = Duration.ofHours(12);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "19092",
            description = "Where Kafka listens, on 127.0.0.1. Default: ${DEFAULT-VALUE}; 0: any free port.")
    private int kafkaPort;

    @Option(
            names = "--s3-port",
            paramLabel = "PORT",
            defaultValue = "19000",
            description = "Where S3 listens. Default: ${DEFAULT-VALUE}; 0: any free port.")
    private int s3Port;

    @Option(
            names = "--flink-port",
            paramLabel = "PORT",
            defaultValue = "18081",
            description = "Where Flink's web interface listens. Default: ${DEFAULT-VALUE}; 0: any free port.")
    private int flinkPort;

    @Option(names = "--headless", description = "Prints no alerts as they come.")
    private boolean headless;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Ends by itself after that long, such as PT60S or 5min. Default: with Ctrl-C.")
    private @Nullable Duration limit;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Payments a second. A day of the bank has about 2,600. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed gives other payments. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps the data of Kafka and S3 in this folder, which must be empty or not there.")
    private @Nullable Path keep;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "The summary's form. With json it is one object on standard output, and all else goes to standard"
                            + " error. Default: text.")
    private Output output;

    enum Output {
        TEXT,
        JSON
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        CountDownLatch end = new CountDownLatch(1);
        try (Interrupts interrupts = Interrupts.opening(end)) {
            if (keep != null) {
                return run(Files.createDirectories(keep), DataOnClose.KEEP, end);
            }
            try (TemporaryFolder folder = TemporaryFolder.create("finai-demo-")) {
                return run(folder.path(), DataOnClose.DROP, end);
            }
        }
    }

    private int run(Path folder, DataOnClose onClose, CountDownLatch end) throws IOException, InterruptedException {
        PrintWriter say = output == Output.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        say(say, "starting Kafka, S3 and Flink ...");
        try (DemoStack stack = DemoStack.start(new DemoStack.Ports(kafkaPort, s3Port, flinkPort), folder, onClose)) {
            printWhere(say, stack);
            DemoRun run = new DemoRun(stack, config(stack), payments(), rate, headless ? null : printer(say));
            return report(run.run(
                    end,
                    limit,
                    () -> say(
                            say,
                            "feeding " + Figures.grouped(rate) + " payments a second"
                                    + (limit == null ? "; Ctrl-C ends it with a summary" : "")
                                    + (headless ? "" : "\n")),
                    () -> say(say, "ending: what was sent goes through, then everything is read back ...")));
        }
    }

    private void checkOptions() throws IOException {
        if (rate < 1 || rate > MAX_RATE) {
            throw CommandFailed.usage("--rate is " + rate + "; it must be from 1 to " + MAX_RATE);
        }
        for (int port : new int[] {kafkaPort, s3Port, flinkPort}) {
            if (port < 0 || port > 65_535) {
                throw CommandFailed.usage("port " + port + ": must be from 0 to 65535");
            }
        }
        if (keep != null && Files.exists(keep)) {
            if (!Files.isDirectory(keep)) {
                throw CommandFailed.usage("--keep " + keep + " is a file; name a folder");
            }
            try (Stream<Path> files = Files.list(keep)) {
                if (files.findAny().isPresent()) {
                    throw CommandFailed.usage(
                            "--keep " + keep + " is not empty: the demo begins anew; name another folder");
                }
            }
        }
    }

    private AmlConfig config(DemoStack stack) throws IOException {
        AmlConfigFile defaults = AmlConfigFile.DEFAULTS;
        KafkaConfig kafka = defaults.kafka();
        AmlConfigFile file = new AmlConfigFile(
                defaults.job(),
                new KafkaConfig(
                        stack.kafka().bootstrapServers(),
                        kafka.groupId(),
                        kafka.start(),
                        KafkaConfig.MissingRecords.FAIL,
                        kafka.topics(),
                        kafka.missingTopics(),
                        kafka.transactions(),
                        kafka.properties(),
                        kafka.consumer(),
                        kafka.producer()),
                new EventsSection(
                        defaults.events().outOfOrderness(),
                        defaults.events().idleness(),
                        ALIGNMENT,
                        defaults.events().maxFuture()),
                defaults.deduplication(),
                null,
                null,
                defaults.scoring(),
                new ArchiveSection(
                        "s3://" + DemoStack.BUCKET + "/archive",
                        new CompactionSection(
                                COMPACTION_CHECKPOINTS,
                                defaults.archive().compaction().fileBytes())));
        RuleBook book = RuleBookReader.shipped();
        return AmlConfig.of(
                file,
                book,
                RateTable.read(Shipped.config("rates.csv"), book.baseCurrency()),
                ConfiguredModel.scoring(file.scoring(), ConfiguredModel.SHIPPED, book.baseCurrency()));
    }

    private Payments payments() {
        return Payments.endless(GeneratorSettings.of(ACCOUNTS, DAYS, seed).withScenarios(SCENARIOS));
    }

    private Consumer<Alert> printer(PrintWriter out) {
        AlertText text = new AlertText(output == Output.TEXT && Terminal.hasColour(), Terminal.columns());
        return alert -> {
            text.lines(alert).forEach(out::println);
            out.println();
            out.flush();
        };
    }

    private static void printWhere(PrintWriter out, DemoStack stack) {
        out.println("  Kafka     " + stack.kafka().bootstrapServers()
                + "  topics transactions, alerts, late-events, dead-letters");
        out.println("  S3        " + stack.s3().endpoint() + "  bucket " + DemoStack.BUCKET + ", keys "
                + EmbeddedS3.ACCESS_KEY + " and " + EmbeddedS3.SECRET_KEY);
        out.println("  Flink UI  " + stack.flink().webInterface());
        out.flush();
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private int report(DemoRun.Result result) {
        Balance balance = result.balance();
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(json(result));
        } else {
            out.println();
            line(out, balance.transactions(), "transactions in the topic");
            line(out, balance.archived(), "archived in the transactions table");
            line(out, balance.deadLetters(), "dead letters");
            line(out, balance.duplicates(), "duplicates");
            line(out, balance.late(), "postings that came too late for the rules");
            balance.alerts().forEach((kind, count) -> line(out, count, "alerts: " + kind));
            line(out, result.checkpoints(), "checkpoints");
            out.println(balance.balanced() ? "Topics and tables add up." : "");
            if (keep != null) {
                out.println("The data is in " + keep + ".");
            }
        }
        out.flush();
        if (!balance.balanced()) {
            throw CommandFailed.failed(
                    "topics and tables do not add up:\n  " + String.join("\n  ", balance.problems()));
        }
        return ExitCode.OK;
    }

    private static void line(PrintWriter out, long count, String what) {
        out.printf("  %12s  %s%n", Figures.grouped(count), what);
    }

    private static String json(DemoRun.Result result) {
        Balance balance = result.balance();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("transactions", balance.transactions());
            json.writeObjectFieldStart("alerts");
            for (Map.Entry<String, Long> kind : balance.alerts().entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("deadLetters", balance.deadLetters());
            json.writeNumberField("duplicates", balance.duplicates());
            json.writeNumberField("late", balance.late());
            json.writeNumberField("archived", balance.archived());
            json.writeNumberField("checkpoints", result.checkpoints());
            json.writeBooleanField("balanced", balance.balanced());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
