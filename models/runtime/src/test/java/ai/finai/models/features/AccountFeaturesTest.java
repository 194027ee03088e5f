package ai.finai.models.features;

import static ai.finai.events.fixtures.Payment.card;
import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.events.fixtures.Payment;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What each feature means, by example. */
class AccountFeaturesTest {

    private static final Offset<Double> EXACTLY = within(1e-6);

    private final Account account = new Account();

    private static double log2(double value) {
        return StrictMath.log(1 + value) / StrictMath.log(2);
    }

    @Test
    void amountIsTheLogarithmOfBaseCurrencyUnits() {
        assertThat(account.paid(cash("9,500")).its(Feature.AMOUNT)).isEqualTo(log2(9_500), EXACTLY);
        assertThat(account.paid(transfer("100").in("EUR").worth("127")).its(Feature.AMOUNT))
                .isEqualTo(7, EXACTLY);
    }

    @Test
    void anAmountDeviatesFromThoseOfTheSameDirection() {
        assertThat(account.paid(cash("100")).its(Feature.AMOUNT_DEVIATION)).isZero();
        assertThat(account.paid(cash("100")).its(Feature.AMOUNT_DEVIATION)).isZero();
        // In halves of a doubling, the least deviation that is taken.
        assertThat(account.paid(cash("400")).its(Feature.AMOUNT_DEVIATION))
                .isEqualTo(2 * (log2(400) - log2(100)), EXACTLY);
        assertThat(account.pays(cash("1,000,000")).its(Feature.AMOUNT_DEVIATION))
                .as("the first that it pays")
                .isZero();
    }

    @Test
    void noAmountDeviatesByMoreThanEight() {
        assertThat(account.paid(cash("1"), cash("90,000,000")).its(Feature.AMOUNT_DEVIATION))
                .isEqualTo(8);
    }

    @Test
    void headroomIsTheShareOfTheNextPowerOfTen() {
        assertThat(account.paid(cash("9,500")).its(Feature.HEADROOM)).isEqualTo(0.95, EXACTLY);
        assertThat(account.paid(cash("10,000")).its(Feature.HEADROOM)).isEqualTo(1);
        assertThat(account.paid(cash("10,001")).its(Feature.HEADROOM)).isEqualTo(0.10001, EXACTLY);
        assertThat(account.paid(cash("0.50")).its(Feature.HEADROOM)).isEqualTo(0.5);
    }

    @Test
    void anAmountOfTwoDigitsAndZerosIsRoundInItsOwnCurrency() {
        for (String round : new String[] {"9,500", "10,000", "120", "7", "0.50"}) {
            assertThat(account.paid(cash(round)).its(Feature.ROUND)).as(round).isEqualTo(1);
        }
        for (String odd : new String[] {"9,510", "101", "1,234.56", "100.01"}) {
            assertThat(account.paid(cash(odd)).its(Feature.ROUND)).as(odd).isZero();
        }
        assertThat(account.paid(transfer("5,000").in("EUR").worth("5,431.17")).its(Feature.ROUND))
                .isEqualTo(1);
    }

    @Test
    void theShareOfRoundAmountsFollowsTheLastSixteen() {
        assertThat(account.paid(cash("500")).its(Feature.ROUND_SHARE)).isEqualTo(1.0 / 16, EXACTLY);
        assertThat(account.paid(cash("123.45")).its(Feature.ROUND_SHARE)).isEqualTo(15.0 / 256, EXACTLY);
        for (int i = 0; i < 200; i++) {
            account.paid(cash("500"));
        }
        assertThat(account.its(Feature.ROUND_SHARE)).isEqualTo(1, within(1e-4));
    }

    @Test
    void creditSaysWhetherTheAccountWasPaid() {
        assertThat(account.paid(cash("1")).its(Feature.CREDIT)).isEqualTo(1);
        assertThat(account.pays(cash("1")).its(Feature.CREDIT)).isZero();
    }

    @Test
    void theChannelIsOneOfFourOrNone() {
        Feature[] channels = {Feature.CASH, Feature.CARD, Feature.WIRE, Feature.AUTOMATIC};
        String[][] names = {{"CASH"}, {"CARD"}, {"WIRE"}, {"STANDING_ORDER", "DIRECT_DEBIT"}, {"TRANSFER", null}};
        for (int i = 0; i < names.length; i++) {
            for (String name : names[i]) {
                account.paid(transfer("5").from("B").through(name));
                for (int k = 0; k < channels.length; k++) {
                    assertThat(account.its(channels[k]))
                            .as("%s of %s", channels[k], name)
                            .isEqualTo(k == i ? 1 : 0);
                }
            }
        }
    }

    @Test
    void aPaymentCrossesABorderIfBothCountriesAreKnownAndDiffer() {
        Payment payment = transfer("5").from("B").to("A1");
        assertThat(account.paid(payment.countries("US", "DE")).its(Feature.CROSS_BORDER))
                .isEqualTo(1);
        assertThat(account.paid(payment.countries("US", "US")).its(Feature.CROSS_BORDER))
                .isZero();
        assertThat(account.paid(payment.countries("US", null)).its(Feature.CROSS_BORDER))
                .isZero();
        assertThat(account.paid(payment).its(Feature.CROSS_BORDER)).isZero();
    }

    @Test
    void aCounterpartyIsNewUnlessItIsOneOfTheLastTwentyFour() {
        assertThat(account.paid(transfer("5").from("B0")).its(Feature.NEW_COUNTERPARTY))
                .isEqualTo(1);
        assertThat(account.pays(transfer("5").to("B0")).its(Feature.NEW_COUNTERPARTY))
                .isZero();
        assertThat(account.paid(cash("5")).its(Feature.NEW_COUNTERPARTY))
                .as("cash has none")
                .isZero();
        for (int i = 1; i <= 24; i++) {
            account.paid(transfer("5").from("B" + i).later(Duration.ofMinutes(i)));
        }
        assertThat(account.paid(transfer("5").from("B24").later(Duration.ofHours(1)))
                        .its(Feature.NEW_COUNTERPARTY))
                .isZero();
        assertThat(account.paid(transfer("5").from("B0").later(Duration.ofHours(1)))
                        .its(Feature.NEW_COUNTERPARTY))
                .isEqualTo(1);
    }

    @Test
    void payersAndPayeesAreThoseOfTheWeek() {
        account.paid(
                transfer("5").from("B"), transfer("5").from("C"), transfer("5").from("D"), cash("5"));
        assertThat(account.its(Feature.PAYERS)).isEqualTo(log2(3), EXACTLY);
        assertThat(account.its(Feature.PAYEES)).isZero();
        account.pays(transfer("5").to("B").later(Duration.ofDays(6)));
        assertThat(account.its(Feature.PAYERS)).isEqualTo(log2(3), EXACTLY);
        assertThat(account.its(Feature.PAYEES)).isEqualTo(log2(1), EXACTLY);
        account.paid(transfer("5").from("C").later(Duration.ofDays(8)));
        assertThat(account.its(Feature.PAYERS)).isEqualTo(log2(1), EXACTLY);
        assertThat(account.its(Feature.PAYEES)).isEqualTo(log2(1), EXACTLY);
    }

    @Test
    void gapIsTheTimeSinceTheLastPostingAndSinceMoneyMovedTheOtherWay() {
        account.paid(cash("5").at("10:00"));
        assertThat(account.its(Feature.GAP)).as("the first").isEqualTo(log2(90 * 24 * 60), EXACTLY);
        account.pays(cash("5").at("10:15"));
        assertThat(account.its(Feature.GAP)).isEqualTo(log2(15), EXACTLY);
        assertThat(account.its(Feature.GAP_OPPOSITE)).isEqualTo(log2(15), EXACTLY);
        account.pays(cash("5").at("10:22"));
        assertThat(account.its(Feature.GAP)).isEqualTo(log2(7), EXACTLY);
        assertThat(account.its(Feature.GAP_OPPOSITE)).isEqualTo(log2(22), EXACTLY);
        account.paid(cash("5").on("2030-01-01"));
        assertThat(account.its(Feature.GAP)).as("at most 90 days").isEqualTo(log2(90 * 24 * 60), EXACTLY);
    }

    @Test
    void hourAndWeekdayArePointsOnACircle() {
        account.paid(cash("5").at("06:59"));
        assertThat(account.its(Feature.HOUR_SIN)).isEqualTo(1, EXACTLY);
        assertThat(account.its(Feature.HOUR_COS)).isEqualTo(0, EXACTLY);
        double monday = account.its(Feature.WEEKDAY_SIN);
        account.paid(cash("5").at("12:00"));
        assertThat(account.its(Feature.HOUR_SIN)).isEqualTo(0, EXACTLY);
        assertThat(account.its(Feature.HOUR_COS)).isEqualTo(-1, EXACTLY);
        assertThat(account.its(Feature.WEEKDAY_SIN)).isEqualTo(monday);
        account.paid(cash("5").on("2026-01-06"));
        assertThat(account.its(Feature.WEEKDAY_SIN)).isNotEqualTo(monday);
        assertThat(Math.hypot(account.its(Feature.WEEKDAY_SIN), account.its(Feature.WEEKDAY_COS)))
                .isEqualTo(1, EXACTLY);
        assertThat(account.paid(cash("5").on("2026-01-12")).its(Feature.WEEKDAY_SIN))
                .isEqualTo(monday);
    }

    @Test
    void balanceComparesWhatCameWithWhatWentHalvingEachDayAndWeek() {
        assertThat(account.paid(cash("100")).its(Feature.BALANCE_DAY)).isEqualTo(1);
        assertThat(account.pays(cash("100")).its(Feature.BALANCE_DAY)).isZero();
        account.pays(cash("100").later(Duration.ofDays(7)));
        assertThat(account.its(Feature.BALANCE_WEEK)).isEqualTo((50.0 - 150) / 200, EXACTLY);
        double left = 100 / 128.0;
        assertThat(account.its(Feature.BALANCE_DAY)).isEqualTo(-100 / (100 + 2 * left), EXACTLY);
    }

    @Test
    void volumeIsAllThatMovedHalvingEachDay() {
        account.paid(cash("1,000")).pays(cash("1,000").later(Duration.ofDays(1)));
        assertThat(account.its(Feature.VOLUME_DAY)).isEqualTo(log2(1_500), EXACTLY);
    }

    @Test
    void volumeIsHeldAgainstAThirtiethOfTheMonth() {
        account.paid(cash("3,000"));
        assertThat(account.its(Feature.VOLUME_TO_TYPICAL)).isEqualTo(log2(3_000) - log2(3_000 / 30.0), EXACTLY);
        account.paid(cash("3,000").later(Duration.ofDays(30)));
        double day = 3_000 + 3_000 * Math.pow(2, -30);
        assertThat(account.its(Feature.VOLUME_TO_TYPICAL)).isEqualTo(log2(day) - log2(4_500 / 30.0), EXACTLY);
    }

    @Test
    void passedOnIsADebitsShareOfWhatCameInWithinADay() {
        assertThat(account.paid(cash("999")).its(Feature.PASSED_ON)).isZero();
        assertThat(account.pays(cash("950")).its(Feature.PASSED_ON)).isEqualTo(0.95, EXACTLY);
        assertThat(account.pays(cash("400").later(Duration.ofDays(1))).its(Feature.PASSED_ON))
                .isEqualTo(400 / 500.5, EXACTLY);
        assertThat(account.pays(cash("1,000,000").later(Duration.ofDays(1))).its(Feature.PASSED_ON))
                .isEqualTo(4);
    }

    @Test
    void cashOfTheWeekIsWhatWasPaidInAsCashHalvingEachWeek() {
        account.paid(cash("9,000"), card("500"), cash("9,500")).pays(cash("700"));
        assertThat(account.its(Feature.CASH_WEEK)).isEqualTo(log2(18_500), EXACTLY);
        account.paid(cash("100").later(Duration.ofDays(7)));
        assertThat(account.its(Feature.CASH_WEEK)).isEqualTo(log2(9_350), EXACTLY);
    }

    @Test
    void countsHalveEachDayAndWeek() {
        account.paid(cash("1"), cash("1")).pays(cash("1"));
        assertThat(account.its(Feature.COUNT_DAY)).isEqualTo(log2(3), EXACTLY);
        assertThat(account.its(Feature.COUNT_WEEK)).isEqualTo(log2(3), EXACTLY);
        account.paid(cash("1").later(Duration.ofDays(7)));
        assertThat(account.its(Feature.COUNT_DAY)).isEqualTo(log2(1 + 3 / 128.0), EXACTLY);
        assertThat(account.its(Feature.COUNT_WEEK)).isEqualTo(log2(2.5), EXACTLY);
    }

    @Test
    void ageIsTheDaysSinceTheFirstPosting() {
        assertThat(account.paid(cash("1")).its(Feature.AGE)).isZero();
        account.paid(cash("1").later(Duration.ofDays(2)), cash("1").later(Duration.ofDays(7)));
        assertThat(account.its(Feature.AGE)).isEqualTo(3, EXACTLY);
    }

    /** A definition that changes without its revision would mislead the models that were trained on it. */
    @Test
    void theDefinitionsAreThoseThatModelsWereTrainedOn() {
        assertThat(Feature.sha256(Feature.all()))
                .isEqualTo("1657b69ee13aca7b12a2b5dbaa356f586f8e32b96c9746dc99ca4eedd1df8f9b");
    }

    @Test
    void everyFeatureIsNamedAndFoundByItsName() {
        assertThat(Feature.all()).hasSize(Feature.COUNT).allSatisfy(feature -> {
            assertThat(Feature.named(feature.title())).isEqualTo(feature);
            assertThat(feature.description()).endsWith(".");
            assertThat(feature.phrase()).isNotBlank();
            assertThat(feature.lowest()).isLessThan(feature.highest());
        });
        assertThat(Feature.named("AMOUNT")).isNull();
    }
}
