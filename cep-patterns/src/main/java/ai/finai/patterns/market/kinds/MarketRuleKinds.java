package ai.finai.patterns.market.kinds;

import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.market.MarketRuleKind;
import java.util.List;

/** Every rule kind of the market job. A new one is its own file and a line in {@link #ALL}. */
public final class MarketRuleKinds {

    public static final List<KindDefinition<MarketRuleKind>> ALL = List.of(
            PriceJump.DEFINITION,
            VolatilityRegime.DEFINITION,
            VolumeSurprise.DEFINITION,
            ForecastSurprise.DEFINITION,
            NewsSentiment.DEFINITION,
            NewsDrivenMove.DEFINITION,
            UnexplainedMove.DEFINITION);

    private MarketRuleKinds() {}
}
