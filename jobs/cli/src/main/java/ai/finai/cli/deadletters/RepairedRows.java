package ai.finai.cli.deadletters;

import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.input.market.BadRow;
import ai.finai.cli.input.market.MarketFiles;
import ai.finai.cli.input.market.MarketRow;
import ai.finai.cli.input.market.MarketRows;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.events.DeadLetter;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.TransactionReader;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.MarketJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.config.TopicNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of repaired records, of one job. Each row goes to the topic of what it is. */
interface RepairedRows extends Closeable {

    /** The next one; null at the end. */
    @Nullable
    Row next() throws IOException;

    /** Exactly one of the two is there: what is to be sent, or why the job would not accept it, and where that is. */
    record Row(@Nullable Outgoing outgoing, @Nullable String problem) {}

    record Outgoing(String topic, byte @Nullable [] key, byte[] value) {}

    static RepairedRows open(String file, TopicNames job) throws IOException {
        return job instanceof MarketTopics market ? new OfMarket(file, market) : new OfPayments(file, (AmlTopics) job);
    }

    /** For the AML job. */
    final class OfPayments implements RepairedRows {

        private final String file;
        private final AmlTopics topics;
        private final PaymentRows rows;
        private final TransactionJson json = new TransactionJson();

        private OfPayments(String file, AmlTopics topics) throws IOException {
            this.file = file;
            this.topics = topics;
            // Without rates: what a currency's largest amount is, the job decides.
            TransactionReader reader = new TransactionReader(Duration.ZERO, RateTable.none("USD"));
            this.rows = PaymentFiles.of(null).read(InputFiles.open(file), file, 0, reader);
        }

        @Override
        public @Nullable Row next() throws IOException {
            Received<Transaction> row = rows.next();
            if (row == null) {
                return null;
            }
            Transaction payment = row.event();
            if (payment != null) {
                byte[] key = payment.transactionId().getBytes(StandardCharsets.UTF_8);
                return new Row(new Outgoing(topics.transactions(), key, json.write(payment)), null);
            }
            DeadLetter letter = row.rejected();
            return letter == null
                    ? next()
                    : new Row(
                            null,
                            file + ':' + letter.origin().offset() + ": "
                                    + letter.reason().code() + ": " + letter.sentence());
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /** For the market job. */
    final class OfMarket implements RepairedRows {

        private final MarketTopics topics;
        private final MarketRows rows;
        private final MarketJson json = new MarketJson();

        private OfMarket(String file, MarketTopics topics) throws IOException {
            this.topics = topics;
            this.rows = MarketFiles.of(List.of()).read(InputFiles.open(file), file, 0);
        }

        @Override
        public @Nullable Row next() throws IOException {
            MarketRow row = rows.next();
            if (row == null) {
                return null;
            }
            MarketEvent event = row.event();
            BadRow bad = row.bad();
            return event == null ? new Row(null, String.valueOf(bad)) : new Row(outgoing(event), null);
        }

        private Outgoing outgoing(MarketEvent event) {
            if (event instanceof PriceBar bar) {
                return outgoing(topics.prices(), bar.symbol(), json.write(bar));
            }
            if (event instanceof NewsItem news) {
                return outgoing(topics.news(), news.id(), json.write(news));
            }
            Split split = (Split) event;
            return outgoing(topics.splits(), split.symbol(), json.write(split));
        }

        private static Outgoing outgoing(String topic, String key, byte[] value) {
            return new Outgoing(topic, key.getBytes(StandardCharsets.UTF_8), value);
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
