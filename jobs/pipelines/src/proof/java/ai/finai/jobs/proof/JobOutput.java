package ai.finai.jobs.proof;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord.Header;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What readers see of a job: its topics and its tables.
 *
 * @param topics gives everything that is committed in a topic
 * @param archive the job's tables
 */
public record JobOutput(Topics topics, ArchiveReader archive) {

    /** Everything that is committed in a topic, each partition's records in order. */
    public interface Topics {
        List<ConsumerRecord<byte[], byte[]>> committed(String topic);
    }

    /** A topic or table: what is in it, and what an undisturbed run gives, a line each, in no order. */
    public record Compared(String what, boolean ofAlerts, List<String> seen, List<String> expected) {

        static Compared records(String what, Stream<String> seen, Stream<String> expected) {
            return new Compared(what, false, sorted(seen), sorted(expected));
        }

        static Compared alerts(String what, Stream<String> seen, Stream<String> expected) {
            return new Compared(what, true, sorted(seen), sorted(expected));
        }

        private static List<String> sorted(Stream<String> lines) {
            return lines.sorted().toList();
        }
    }

    /** A line a row. */
    Stream<String> rows(ArchiveTable table, String... columns) throws IOException {
        List<String> rows = new ArrayList<>();
        archive.read(table, row -> rows.add(row(row)), columns);
        return rows.stream();
    }

    /** A row as {@link #rows} gives it. What is undefined is null in a table. */
    static String row(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Double figure && figure.isNaN() ? "null" : String.valueOf(value))
                .collect(Collectors.joining("|"));
    }

    /** As at the end of each row: the columns {@code source}, {@code source_partition}, {@code source_offset}. */
    static String row(Origin origin) {
        return row(origin.source(), origin.partition(), origin.offset());
    }

    /** The values of a topic as text. */
    Stream<String> values(String topic) {
        return topics.committed(topic).stream().map(record -> text(record.value()));
    }

    /** The dead letters of a topic as their JSON. */
    Stream<String> deadLetters(String topic) {
        return topics.committed(topic).stream().map(record -> text(DeadLetters.toJson(deadLetter(record))));
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> new Header(header.key(), header.value()))
                .toList();
        return DeadLetters.read(record.key(), record.value(), headers);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
