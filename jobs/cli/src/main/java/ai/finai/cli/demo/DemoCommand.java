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
import ai.finai.events.AlertJson;
import ai.finai.events.RateTable;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Payments;
import ai.finai.generator.Scenario;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketFeed;
import ai.finai.generator.market.MarketSettings;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.AmlJob;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.KafkaAndS3Ports;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.ArchiveSection;
import ai.finai.jobs.config.CompactionSection;
import ai.finai.jobs.config.EventsSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.jobs.market.KafkaAndS3MarketPorts;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
            "Shows everything at work on this machine: a Kafka broker, an S3 server, Flink, the AML job and the market job"
                    + " as they run in production, a bank's payments, and a market's prices and headlines.",
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
    private static final Duration LATE = Duration.ofHours(12);
    private static final int SYMBOLS = 20;
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
            names = "--market-rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Prices and headlines a second; 0: without the market job. A minute of the market has about "
                    + SYMBOLS + ". Default: ${DEFAULT-VALUE}.")
    private int marketRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Another seed gives other payments and prices. Default: ${DEFAULT-VALUE}.")
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
            AmlConfig aml = config(stack);
            MarketConfig market = marketConfig(stack);
            long checkpoints = new DemoRun(stack, jobs(aml, market, say))
                    .run(
                            end,
                            limit,
                            () -> say(
                                    say,
                                    "feeding " + feeds()
                                            + (limit == null ? "; Ctrl-C ends it with a summary" : "")
                                            + (headless ? "" : "\n")),
                            () -> say(say, "ending: what was sent goes through, then everything is read back ..."));
            return report(Balance.of(aml), marketRate == 0 ? null : MarketBalance.of(market), checkpoints);
        }
    }

    private String feeds() {
        return Figures.grouped(rate) + " payments"
                + (marketRate == 0 ? "" : " and " + Figures.grouped(marketRate) + " prices and headlines")
                + " a second";
    }

    private List<DemoJob> jobs(AmlConfig aml, MarketConfig market, PrintWriter say) {
        AlertText text = new AlertText(output == Output.TEXT && Terminal.hasColour(), Terminal.columns());
        List<DemoJob> jobs = new ArrayList<>();
        jobs.add(new DemoJob(
                aml.job().name(),
                aml.kafka(),
                aml.watermarks(),
                aml.archive(),
                env -> AmlJob.define(env, aml, new KafkaAndS3Ports(aml)),
                new PaymentFeed(aml.kafka(), payments(), rate, LATE),
                headless ? null : alert -> print(say, text.lines(AlertJson.read(alert)))));
        if (marketRate > 0) {
            jobs.add(new DemoJob(
                    market.job(),
                    market.kafka(),
                    market.watermarks(),
                    market.archive(),
                    env -> MarketJob.define(env, market, new KafkaAndS3MarketPorts(market)),
                    new PricesAndNewsFeed(
                            market.kafka(),
                            new MarketFeed(Market.endless(MarketSettings.of(SYMBOLS, 1, seed))),
                            marketRate),
                    headless ? null : alert -> print(say, text.lines(MarketAlertJson.read(alert)))));
        }
        return jobs;
    }

    private static void print(PrintWriter out, List<String> lines) {
        synchronized (out) { // two jobs, whole alerts
            lines.forEach(out::println);
            out.println();
            out.flush();
        }
    }

    private void checkOptions() throws IOException {
        if (rate < 1 || rate > MAX_RATE) {
            throw CommandFailed.usage("--rate is " + rate + "; it must be from 1 to " + MAX_RATE);
        }
        if (marketRate < 0 || marketRate > MAX_RATE) {
            throw CommandFailed.usage("--market-rate is " + marketRate + "; it must be from 0 to " + MAX_RATE);
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
        AmlConfigFile file = new AmlConfigFile(
                defaults.job(),
                at(stack, defaults.kafka()),
                faster(defaults.events()),
                defaults.deduplication(),
                null,
                null,
                defaults.scoring(),
                defaults.profiles(),
                in(defaults.archive(), "archive"));
        RuleBook book = RuleBookReader.shipped();
        return AmlConfig.of(
                file,
                book,
                RateTable.read(Shipped.config("rates.csv"), book.baseCurrency()),
                ConfiguredModel.scoring(file.scoring(), ConfiguredModel.SHIPPED, book.baseCurrency()));
    }

    private static MarketConfig marketConfig(DemoStack stack) {
        MarketConfigFile defaults = MarketConfigFile.DEFAULTS;
        return MarketConfig.of(
                new MarketConfigFile(
                        defaults.job(),
                        at(stack, defaults.kafka()),
                        faster(defaults.events()),
                        defaults.deduplication(),
                        null,
                        new MarketConfigFile.Index(Market.INDEX),
                        defaults.news(),
                        defaults.forecaster(),
                        defaults.sentiment(),
                        in(defaults.archive(), "market")),
                MarketRuleBookReader.shipped(),
                BarForecasts.shippedForMinutes(),
                NewsSentiment.shipped());
    }

    private static KafkaConfig at(DemoStack stack, KafkaConfig defaults) {
        return defaults.at(stack.kafka().bootstrapServers());
    }

    private static EventsSection faster(EventsSection defaults) {
        return new EventsSection(defaults.outOfOrderness(), defaults.idleness(), ALIGNMENT, defaults.maxFuture());
    }

    private static ArchiveSection in(ArchiveSection defaults, String folder) {
        return new ArchiveSection(
                "s3://" + DemoStack.BUCKET + '/' + folder,
                new CompactionSection(
                        COMPACTION_CHECKPOINTS, defaults.compaction().fileBytes()));
    }

    private Payments payments() {
        return Payments.endless(GeneratorSettings.of(ACCOUNTS, DAYS, seed).withScenarios(SCENARIOS));
    }

    private static void printWhere(PrintWriter out, DemoStack stack) {
        out.println("  Kafka     " + stack.kafka().bootstrapServers()
                + "  topics transactions, alerts, prices, news, market-alerts, ...");
        out.println("  S3        " + stack.s3().endpoint() + "  bucket " + DemoStack.BUCKET + ", keys "
                + EmbeddedS3.ACCESS_KEY + " and " + EmbeddedS3.SECRET_KEY);
        out.println("  Flink UI  " + stack.flink().webInterface());
        out.flush();
    }

    private static void say(PrintWriter out, String text) {
        out.println(text);
        out.flush();
    }

    private int report(Balance balance, @Nullable MarketBalance market, long checkpoints) {
        PrintWriter out = spec.commandLine().getOut();
        DemoReport report = new DemoReport(balance, market, checkpoints);
        if (output == Output.JSON) {
            out.println(report.json());
        } else {
            report.print(out);
            if (keep != null) {
                out.println("The data is in " + keep + ".");
            }
        }
        out.flush();
        if (!report.problems().isEmpty()) {
            throw CommandFailed.failed("topics and tables do not add up:\n  " + String.join("\n  ", report.problems()));
        }
        return ExitCode.OK;
    }
}
