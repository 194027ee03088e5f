package ai.finai.bench.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.bench.chaos.fault.Schedule.Planned;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void theSameSeedGivesTheSameSchedule() {
        assertThat(Schedule.of(7, 100, ALL, 2)).isEqualTo(Schedule.of(7, 100, ALL, 2));
        assertThat(Schedule.of(8, 100, ALL, 2)).isNotEqualTo(Schedule.of(7, 100, ALL, 2));
    }

    @Test
    void everyKindComesBeforeAnyComesAgain() {
        List<Planned> planned = Schedule.of(3, 2 * ALL.size(), ALL, 2);

        assertThat(planned.subList(0, ALL.size())).extracting(Planned::kind).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(planned.subList(ALL.size(), planned.size()))
                .extracting(Planned::kind)
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void eachJobIsHit() {
        assertThat(Schedule.of(3, 40, ALL, 2)).extracting(Planned::job).contains(0, 1);
    }

    @Test
    void aFrozenTaskManagerStaysFrozenUntilItsHeartbeatIsMissed() {
        List<FaultKind> frozen = List.of(FaultKind.TASKMANAGER_FROZEN);

        assertThat(Schedule.of(1, 10, frozen, 1)).allMatch(one -> one.lasts().toSeconds() == 30);
    }

    @Test
    void anUnknownFaultIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> FaultKind.named("power-cut"))
                .hasMessageStartingWith("no fault 'power-cut': there are [taskmanager-killed, jobmanager-killed,");
        assertThat(ALL).allMatch(kind -> FaultKind.named(kind.toString()) == kind);
    }
}
