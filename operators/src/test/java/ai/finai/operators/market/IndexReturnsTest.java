package ai.finai.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.state.market.SymbolEvent;
import org.junit.jupiter.api.Test;

class IndexReturnsTest {

    private static final Origin ORIGIN = new Origin("prices", 0, 0);

    private final IndexReturns index = new IndexReturns("IDX", null);

    @Test
    void aReturnIsThereOnceEventTimeHasComeToIt() {
        index.add(bar(10, 110));
        index.add(bar(0, 100));
        index.advance(10);
        assertThat(index.during(priceBar(10, 1))).isNaN();
        index.advance(20);
        assertThat(index.during(priceBar(10, 1))).isCloseTo(Math.log(1.1), within(1e-15));
        assertThat(index.during(priceBar(0, 1))).isNaN();
    }

    @Test
    void whatWasKeptGoesOnAndOfAnotherIndexOnlyHowFarEventTimeHadCome() {
        index.add(bar(0, 100));
        index.add(bar(10, 110));
        index.add(SymbolEvent.of(new Split("IDX", 15, 2, ORIGIN)));
        index.add(bar(20, 55));
        index.advance(20);
        IndexReturns same = new IndexReturns("IDX", index.toBytes());
        same.advance(30);
        assertThat(same.during(priceBar(10, 1))).isCloseTo(Math.log(1.1), within(1e-15));
        assertThat(same.during(priceBar(20, 1))).isZero();

        for (String symbol : new String[] {"OTHER", null}) {
            IndexReturns other = new IndexReturns(symbol, index.toBytes());
            other.add(bar(5, 100));
            other.advance(30);
            other.add(bar(40, 7));
            other.advance(50);
            assertThat(other.during(priceBar(10, 1))).isNaN();
            assertThat(other.during(priceBar(20, 1))).isNaN();
            assertThat(other.during(priceBar(40, 1)))
                    .as("the first in time that it sees")
                    .isNaN();
        }
    }

    @Test
    void aLateSplitCountsUntilABarHasBegunAfterIt() {
        index.add(bar(0, 100));
        index.advance(30);
        index.add(SymbolEvent.of(new Split("IDX", 5, 4, ORIGIN)));
        index.add(bar(30, 25));
        index.advance(40);
        assertThat(index.during(priceBar(30, 1))).isZero();
        index.add(SymbolEvent.of(new Split("IDX", 30, 4, ORIGIN)));
        index.add(bar(40, 25));
        index.advance(50);
        assertThat(index.during(priceBar(40, 1))).isZero();
    }

    @Test
    void splitsThatComeToMoreThanPricesHoldLeaveReturnsFinite() {
        index.add(bar(0, 1e15));
        for (int i = 1; i < 10; i++) {
            index.add(SymbolEvent.of(new Split("IDX", i, 1e300, ORIGIN)));
        }
        index.add(bar(10, 1e15));
        index.advance(20);
        assertThat(index.during(priceBar(10, 1))).isFinite();
    }

    @Test
    void barsOfAnotherIntervalOrCurrencyAreNoneOfTheIndex() {
        index.add(bar(0, 100));
        index.add(SymbolEvent.of(new PriceBar("IDX", 5, 10, 15_000, 15_000, 15_000, 15_000, 1, "JPY", ORIGIN)));
        index.add(SymbolEvent.of(new PriceBar("IDX", 10, 5, 300, 300, 300, 300, 1, "USD", ORIGIN)));
        index.advance(16);
        IndexReturns restored = new IndexReturns("IDX", index.toBytes());
        restored.add(SymbolEvent.of(new PriceBar("IDX", 8, 10, 15_000, 15_000, 15_000, 15_000, 1, "JPY", ORIGIN)));
        restored.add(bar(10, 100));
        restored.advance(30);
        assertThat(restored.during(priceBar(10, 1))).isZero();
    }

    @Test
    void anotherFormatIsRefusedAlsoOfTheEventsInIt() {
        for (int place = 0; place < 2; place++) {
            byte[] bytes = index.toBytes();
            bytes[place] = 9;
            assertThatThrownBy(() -> new IndexReturns("IDX", bytes))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has format 9, this release reads ");
        }
    }

    private static SymbolEvent bar(long start, double close) {
        return SymbolEvent.of(priceBar(start, close));
    }

    private static PriceBar priceBar(long start, double close) {
        return new PriceBar("IDX", start, 10, close, close, close, close, 1, "USD", ORIGIN);
    }
}
