package ai.finai.cli.backtest.market;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.RuleBooks;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.models.Model;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.models.ModelUse;
import ai.finai.patterns.book.MarketRuleBookReader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The market job's configuration for a backtest: every default, with what the command line says. */
final class MarketBacktestConfig {

    private MarketBacktestConfig() {}

    /**
     * @param rules null for the rule book that ships with FinAI
     * @param index the symbol that others are compared with; null for none
     * @param newsLateness null for the default
     * @param forecaster {@code none}, {@code shipped}, or the place of a model of prices, see
     *     {@link ai.finai.operators.models.ModelPlace}
     * @param sentiment the same of a model of texts
     * @throws CommandFailed if a file cannot be read, is no model that may run, or a value is out of range
     * @throws ai.finai.events.yaml.InvalidYaml with everything that is wrong in the rule book
     */
    static MarketConfig of(
            @Nullable Path rules,
            @Nullable String index,
            @Nullable Duration newsLateness,
            String forecaster,
            String sentiment) {
        MarketConfigFile defaults = MarketConfigFile.DEFAULTS;
        return MarketConfig.of(
                new MarketConfigFile(
                        defaults.job(),
                        defaults.kafka(),
                        defaults.events(),
                        defaults.deduplication(),
                        null,
                        index(index),
                        newsLateness == null ? defaults.news() : lateness(newsLateness),
                        defaults.forecaster(),
                        defaults.sentiment(),
                        defaults.archive()),
                rules == null ? MarketRuleBookReader.shipped() : RuleBooks.readMarket(rules),
                model(forecaster, BarForecasts.INSTANCE, BarForecasts.shipped()),
                model(sentiment, NewsSentiment.INSTANCE, NewsSentiment.shipped()));
    }

    private static <M extends Model> @Nullable ModelSource<M> model(
            String model, ModelUse<M> use, ModelSource<M> shipped) {
        try {
            return ConfiguredModel.source(model, use, shipped);
        } catch (FileSystemException e) { // it may be the model or the vocabulary
            throw CommandFailed.usage(FileProblems.reading(String.valueOf(e.getFile()), e), e);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(model, e), e);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static MarketConfigFile.Index index(@Nullable String symbol) {
        try {
            return new MarketConfigFile.Index(symbol);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--index is '" + symbol + "'; " + e.getMessage(), e);
        }
    }

    private static MarketConfigFile.News lateness(Duration lateness) {
        try {
            return new MarketConfigFile.News(lateness, null);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--news-lateness is " + lateness + "; " + e.getMessage(), e);
        }
    }
}
