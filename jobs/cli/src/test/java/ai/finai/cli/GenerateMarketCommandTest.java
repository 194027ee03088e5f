package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.input.market.MarketFiles;
import ai.finai.cli.input.market.SortedMarket;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketFolder;
import ai.finai.generator.market.MarketSettings;
import ai.finai.generator.market.MarketTopic;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMarketCommandTest {

    @TempDir
    Path folder;

    private Cli generate(String... options) {
        List<String> arguments = new ArrayList<>(List.of("generate", "market", "--output", output().toString()));
        arguments.addAll(Arrays.asList(options));
        return finai(arguments.toArray(String[]::new));
    }

    private Path output() {
        return folder.resolve("market");
    }

    @Test
    void whatIsWrittenIsWhatTheReaderReads() throws Exception {
        assertThat(generate("--symbols", "4", "--days", "700", "--seed", "9", "--interval", "P1D")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        List<String> inputs =
                MarketFiles.expand(List.of(output().resolve("*.jsonl.gz").toString()));
        assertThat(inputs).hasSize(3);
        SortedMarket read =
                SortedMarket.read(inputs, MarketFiles.of(List.of()), folder.resolve("sorted"), (file, rows) -> {});
        assertThat(read.badRows()).isZero();
        Iterator<PriceBar> bars = read.bars();
        Iterator<NewsItem> news = read.news();
        Iterator<Split> splits = read.splits();
        Market market = Market.of(MarketSettings.of(4, 700, 9).withInterval(Duration.ofDays(1)));
        while (market.hasNext()) {
            MarketEvent event = market.next();
            MarketEvent same =
                    event instanceof PriceBar ? bars.next() : event instanceof NewsItem ? news.next() : splits.next();
            assertThat(same).usingRecursiveComparison().ignoringFields("origin").isEqualTo(event);
        }
        assertThat(bars.hasNext() || news.hasNext() || splits.hasNext()).isFalse();
        List<String> labels = Files.readAllLines(output().resolve(MarketFolder.LABELS));
        assertThat(labels.get(0)).isEqualTo("symbol,time,kind,size,news_id");
        assertThat(labels).hasSize(1 + market.takeLabels().size());
    }

    @Test
    void itsReportCountsWhatWasWritten() throws Exception {
        Cli text = generate("--symbols", "3", "--days", "2");
        assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(text.out())
                .contains(output() + ": 3,120 bars")
                .contains("labels.csv: ")
                .contains("with news");
        assertThat(text.err()).isEmpty();

        Cli json = generate("--symbols", "3", "--days", "2", "--format", "json");
        JsonNode report = new ObjectMapper().readTree(json.out());
        assertThat(report.get("prices").asLong()).isEqualTo(3_120);
        assertThat(report.get("labels").get("jump-with-news").isNumber()).isTrue();
        for (MarketTopic topic : MarketTopic.values()) {
            assertThat(output().resolve(MarketFolder.fileName(topic))).exists();
            assertThat(report.has(topic.code())).isTrue();
        }
    }

    @Test
    void aWrongOptionIsSaidInOneLine() throws Exception {
        Cli wrong = generate("--interval", "7min");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err().strip()).startsWith("finai: --interval is PT7M").hasLineCount(1);
        assertThat(output()).doesNotExist();
        Files.writeString(output(), "mine");
        assertThat(generate().err()).contains("is a file; name a folder");
        assertThat(finai("generate", "market").err())
                .contains("--output=FOLDER")
                .contains("finai generate market --help");
    }

    @Test
    void paymentsAreGeneratedAsBeforeAndNeedTheirOutput() {
        Cli without = finai("generate", "--accounts", "200");
        assertThat(without.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err().strip())
                .isEqualTo("finai: Missing required option: '--output=FILE' See: finai generate --help");
        String help = finai("generate", "--help").out();
        assertThat(help).contains("finai generate market").contains("--accounts");
        assertThat(finai("help", "generate", "market").out()).contains("--symbols");
    }
}
