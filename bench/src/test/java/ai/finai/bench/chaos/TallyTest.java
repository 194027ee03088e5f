package ai.finai.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.bench.chaos.Tally.Counts;
import ai.finai.jobs.proof.JobOutput.Compared;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** The first fault came when the partition had 10 records, the second when it had 20. */
    private final Tally tally = new Tally(List.of(Map.of(PARTITION, 10L), Map.of(PARTITION, 20L)));

    @Test
    void theSameOnBothSidesIsClean() {
        tally.add(records(List.of("a|t|0|1", "b|t|0|2"), List.of("a|t|0|1", "b|t|0|2")));

        assertThat(tally.isClean()).isTrue();
        assertThat(tally.problems()).isEmpty();
        assertThat(tally.seen()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsLostByTheFaultBeforeIt() {
        tally.add(records(List.of(), List.of("a|t|0|9", "b|t|0|10", "c|t|0|25", "d|t|0|26")));

        assertThat(tally.isClean()).isFalse();
        assertThat(tally.records(0)).isEqualTo(new Counts(1, 0, 0));
        assertThat(tally.records(1)).isEqualTo(new Counts(1, 0, 0));
        assertThat(tally.records(2)).isEqualTo(new Counts(2, 0, 0));
        assertThat(tally.allRecords().lost()).isEqualTo(4);
    }

    @Test
    void whatIsThereMoreOftenIsDoubled() {
        tally.add(records(List.of("a|t|0|12", "a|t|0|12", "a|t|0|12"), List.of("a|t|0|12")));

        assertThat(tally.records(1)).isEqualTo(new Counts(0, 2, 0));
    }

    @Test
    void oneOfTwoThatMustBeThereIsOneLost() {
        tally.add(records(List.of("a|t|0|1"), List.of("a|t|0|1", "a|t|0|1")));

        assertThat(tally.allRecords()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void anotherContentIsOneLostAndOneThatShouldNotBeThere() {
        tally.add(records(List.of("a|7|t|0|3"), List.of("a|8|t|0|3")));

        assertThat(tally.allRecords()).isEqualTo(new Counts(1, 0, 1));
        assertThat(tally.problems()).containsExactly("table: 1 lost, 0 doubled, 1 that should not be there");
    }

    @Test
    void anAlertIsPutDownToItsLastEvidence() {
        String alert = "{\"evidence\":[{\"source\":\"t-0@5\"},{\"source\":\"t-0@15\"},{\"source\":\"t-0@11\"}]}";
        tally.add(new Compared("alerts", true, List.of(), List.of(alert)));

        assertThat(tally.alerts(1)).isEqualTo(new Counts(1, 0, 0));
        assertThat(tally.allRecords()).isEqualTo(Counts.NONE);
    }

    private static Compared records(List<String> seen, List<String> expected) {
        return new Compared("table", false, seen, expected);
    }
}
