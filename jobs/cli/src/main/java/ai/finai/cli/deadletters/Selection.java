package ai.finai.cli.deadletters;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.RejectionReason;
import ai.finai.events.yaml.Durations;
import ai.finai.jobs.config.KafkaConfig;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command takes. */
final class Selection {

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "Only those with this reason, such as unknown-currency. May be given several times.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those made since then: 2026-01-05T10:00:00Z, or as long ago as 24h or 7d.")
    private @Nullable String since;

    @Option(
            names = "--source",
            paramLabel = "PLACE",
            description =
                    "Only the record that was read there, such as transactions-3@120881. May be given several times.")
    private List<String> sources = new ArrayList<>();

    /** @param madeAt the clock's time when it was rejected, milliseconds since 1970-01-01T00:00:00Z */
    record Found(DeadLetter letter, long madeAt) {}

    boolean isEmpty() {
        return reasons.isEmpty() && since == null && sources.isEmpty();
    }

    /** Records of the topic that are no dead letters of FinAI are passed over, and counted. */
    long forEach(KafkaConfig kafka, Instant now, Consumer<Found> taker) {
        Set<RejectionReason> wanted = wantedReasons();
        Set<String> places = new HashSet<>(sources);
        long[] foreign = {0};
        TopicReader.read(kafka, kafka.topics().deadLetters(), sinceMillis(now), record -> {
            DeadLetter letter;
            try {
                letter = DeadLetters.read(record.key(), record.value(), headers(record));
            } catch (IllegalArgumentException e) {
                foreign[0]++;
                return;
            }
            if ((wanted.isEmpty() || wanted.contains(letter.reason()))
                    && (places.isEmpty() || places.contains(letter.origin().toString()))) {
                taker.accept(new Found(letter, record.timestamp()));
            }
        });
        return foreign[0];
    }

    private Set<RejectionReason> wantedReasons() {
        Set<RejectionReason> wanted = new HashSet<>();
        for (String code : reasons) {
            wanted.add(Arrays.stream(RejectionReason.values())
                    .filter(reason -> reason.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> CommandFailed.usage("--reason " + code + " is unknown; known: "
                            + Arrays.stream(RejectionReason.values())
                                    .map(RejectionReason::code)
                                    .collect(Collectors.joining(", ")))));
        }
        return wanted;
    }

    private @Nullable Long sinceMillis(Instant now) {
        if (since == null) {
            return null;
        }
        try {
            return Math.max(0, Instant.parse(since).toEpochMilli());
        } catch (DateTimeParseException notAnInstant) {
            try {
                Duration ago = Durations.parse(since);
                return Math.max(0, now.minus(ago).toEpochMilli());
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw CommandFailed.usage(
                        "--since " + since
                                + " is neither a time such as 2026-01-05T10:00:00Z nor a duration such as 24h",
                        e);
            }
        }
    }

    private static List<OutgoingRecord.Header> headers(ConsumerRecord<byte[], byte[]> record) {
        List<OutgoingRecord.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new OutgoingRecord.Header(header.key(), header.value() == null ? new byte[0] : header.value()));
        }
        return headers;
    }
}
