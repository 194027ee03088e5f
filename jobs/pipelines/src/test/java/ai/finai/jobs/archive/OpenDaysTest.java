package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.AlertRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenDaysTest {

    @Test
    void memoryIsBoundedAlsoWhereRowsAreWide() {
        List<Transaction> evidence = IntStream.range(0, 500)
                .mapToObj(n -> Payments.transaction(n, 1))
                .toList();
        Alert narrow = Payments.alert("narrow", Payments.MONDAY, List.of());
        Alert wide = Payments.alert("wide", Payments.MONDAY, evidence);
        List<Long> handedOver = new ArrayList<>();
        OpenDays<Alert> days = new OpenDays<>(new AlertRow(), (day, rows) -> handedOver.add(rows.bytes()));

        for (int n = 0; n < 1_000; n++) {
            days.add(narrow);
        }
        assertThat(handedOver).isEmpty();
        for (int n = 0; n < 2_500; n++) {
            days.add(wide);
        }
        days.flush();

        assertThat(handedOver).hasSizeGreaterThan(1);
        assertThat(handedOver).allMatch(bytes -> bytes < OpenDays.MOST_BYTES * 5 / 4);
    }
}
