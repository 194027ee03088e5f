package ai.finai.cli.backtest.market;

import ai.finai.jobs.market.MarketConfig;
import ai.finai.models.InvalidModelException;
import ai.finai.models.WindowModel;
import ai.finai.operators.models.ModelSource;
import ai.finai.patterns.market.MarketRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why rules could say nothing, whatever the market did: what they look at was not there. */
final class NothingToLookAt {

    private NothingToLookAt() {}

    /**
     * A sentence each; none where every rule had something.
     *
     * @throws IOException if the forecaster's file cannot be read any more
     * @throws InvalidModelException if it is another one by now
     */
    static List<String> sentences(MarketConfig config, MarketSummary summary)
            throws IOException, InvalidModelException {
        Set<String> kinds = config.watch().ruleBook().rules().stream()
                .map(MarketRule::kind)
                .map(kind -> kind.name())
                .collect(Collectors.toSet());
        List<String> sentences = new ArrayList<>();
        String index = config.watch().index();
        if (summary.bars() == 0) {
            sentences.add("no bars: rules about prices had nothing to look at");
        } else if (index != null && !summary.symbols().containsKey(index)) {
            sentences.add("no bars of " + index + ", the index: there is no correlation and no beta");
        }
        ModelSource<WindowModel> forecaster = config.watch().forecaster();
        if (forecaster == null && kinds.contains("forecast-surprise")) {
            sentences.add("no --forecaster: rules of the kind forecast-surprise had no forecasts to look at");
        } else if (forecaster != null && summary.foretold() == 0 && summary.bars() > 0) {
            sentences.add(nothingForetold(forecaster));
        }
        if (summary.news() == 0 && kinds.stream().anyMatch(Set.of("news-sentiment", "news-driven-move")::contains)) {
            sentences.add("no news: rules about news had nothing to look at, and every large move is unexplained");
        } else if (summary.news() > 0 && config.sentiment().model() == null && kinds.contains("news-sentiment")) {
            sentences.add("no --sentiment: rules of the kind news-sentiment had no scores to look at");
        }
        return sentences;
    }

    private static String nothingForetold(ModelSource<WindowModel> forecaster)
            throws IOException, InvalidModelException {
        try (WindowModel model = forecaster.open()) {
            return "nothing was foretold: %s is for bars of %s, and looks at the %d before each one"
                    .formatted(model.file().name().path(), model.contract().interval(), model.length());
        }
    }
}
