package ai.finai.cli.backtest;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.RuleBooks;
import ai.finai.cli.model.LocalModel;
import ai.finai.events.RateTable;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.RuleBook;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The job's configuration for a backtest: every default, with the rules and rates of the command line. */
public final class BacktestConfig {

    private BacktestConfig() {}

    /**
     * @param rules null for the rule book that ships with FinAI
     * @param rates null for none
     * @param model {@code none}, or as {@link LocalModel} takes it
     * @throws CommandFailed if a file cannot be read, or is no model that may run
     */
    public static AmlConfig of(@Nullable Path rules, @Nullable Path rates, String model) {
        RuleBook book = rules == null ? RuleBooks.shipped() : RuleBooks.read(rules);
        AmlConfigFile file = AmlConfigFile.DEFAULTS;
        try {
            return AmlConfig.of(
                            file,
                            book,
                            rates(rates, book.baseCurrency()),
                            scoring(file.scoring(), model, book.baseCurrency()))
                    .withoutProfiles();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static Scoring scoring(AmlConfigFile.Scoring settings, String model, String baseCurrency) {
        byte[] bytes = model.equals(ConfiguredModel.NONE)
                ? null
                : LocalModel.at(model).fit(baseCurrency).bytes();
        return new Scoring(bytes, settings.alerts().policy(), settings.driftThreshold());
    }

    private static RateTable rates(@Nullable Path file, String baseCurrency) {
        if (file == null) {
            return RateTable.none(baseCurrency);
        }
        try {
            return RateTable.read(file, baseCurrency);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }
}
