package ai.finai.jobs.exactlyonce.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.OutgoingRecord.Header;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.fixture.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What readers see of a job and what they must see. Both sides of what differs are left in {@code target/exactly-once}. */
public final class SeenAndExpected {

    private final Scenario scenario;
    private final Object repeat;
    private final Path folder;

    /** @param repeat how to repeat what was seen */
    public SeenAndExpected(Scenario scenario, Object repeat) {
        this.scenario = scenario;
        this.repeat = repeat;
        this.folder = JobProcess.folder().resolve(scenario.id());
    }

    /** In no order: that of records of several partitions, or of rows, says nothing. */
    public void same(String what, Stream<String> seen, Stream<String> expected) throws IOException {
        List<String> seenLines = seen.sorted().toList();
        List<String> expectedLines = expected.sorted().toList();
        if (!seenLines.equals(expectedLines)) {
            Files.createDirectories(folder);
            Files.write(folder.resolve(what + ".seen"), seenLines);
            Files.write(folder.resolve(what + ".expected"), expectedLines);
        }
        assertThat(seenLines)
                .as("%s; both sides are in %s; repeat with %s", what, folder, repeat)
                .containsExactlyElementsOf(expectedLines);
    }

    /** A line a row. */
    public Stream<String> rows(ArchiveTable table, String... columns) throws IOException {
        List<String> rows = new ArrayList<>();
        scenario.archive().read(table, row -> rows.add(row(row)), columns);
        return rows.stream();
    }

    /** A row as {@link #rows} gives it. What is undefined is null in a table. */
    public static String row(Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Double figure && figure.isNaN() ? "null" : String.valueOf(value))
                .collect(Collectors.joining("|"));
    }

    public static <T> Stream<String> lines(List<T> elements, Function<T, String> line) {
        return elements.stream().map(line);
    }

    public static Stream<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> text(record.value()));
    }

    public static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> new Header(header.key(), header.value()))
                .toList();
        return DeadLetters.read(record.key(), record.value(), headers);
    }

    public static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
