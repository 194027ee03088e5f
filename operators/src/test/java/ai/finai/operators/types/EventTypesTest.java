package ai.finai.operators.types;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Direction;
import ai.finai.events.LateEvent;
import ai.finai.events.ModelName;
import ai.finai.events.ModelScore;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Posting;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Severity;
import ai.finai.events.Transaction;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.ToAllSymbols;
import ai.finai.state.Accepted;
import ai.finai.state.AcceptedSerializer;
import ai.finai.state.market.SymbolEvent;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is sent between operators comes back as it was, and none of it goes through Kryo. */
class EventTypesTest {

    private static final SerializerConfig NO_KRYO =
            new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    private static final Transaction BARE = cash("9,500").into("A1").transaction();
    private static final Transaction FULL = transfer("90,000,000,000,000")
            .in("KWD")
            .from("A\uD83D\uDE00")
            .to("A\u00E9\u0000")
            .id("\uD800")
            .through("W\u00DFIRE")
            .names("M\u00FCller", "\u738B")
            .countries("DE", "CN")
            .agents("BANKDEFF", "x")
            .purpose("p".repeat(300))
            .at(-62_135_596_800_000L)
            .readFrom(new Origin("transactions", 719, Long.MAX_VALUE))
            .transaction();
    private static final Posting POSTING =
            transfer("1").in("EUR").worth("1.09").from("A1").to("A2").debit();
    private static final DeadLetter DEAD_LETTER = DeadLetters.of(
            new Origin("transactions", 1, 2), 3, RejectionReason.MALFORMED, "no JSON", null, new byte[] {0, -1, 1});

    private static final Origin ORIGIN = new Origin("prices", 1, 2);
    private static final ModelName MODEL = new ModelName("m", "1", "00");
    private static final PriceBar BAR =
            new PriceBar("AAPL", 60_000, 60_000, 1.5, 1e6, 1e-12, 187.4, Long.MAX_VALUE, "USD", ORIGIN);
    private static final NewsItem NEWS = new NewsItem("N1", 5, "up", null, null, List.of("AAPL", "M"), ORIGIN);
    private static final NewsItem OTHER_NEWS =
            new NewsItem("N2", -5, "\u738B\nup", "b".repeat(5_000), "Wire", List.of("AAPL"), ORIGIN);
    private static final Split SPLIT = new Split("AAPL", 86_400_000, 0.1, ORIGIN);

    private record Sample<T>(TypeInformation<T> type, T... values) {

        @SafeVarargs
        Sample {}

        @Override
        public String toString() {
            return type.toString();
        }
    }

    static Stream<Sample<?>> samples() {
        return Stream.of(
                new Sample<>(EventTypes.KEY, "", "T1", "\uD800"),
                new Sample<>(EventTypes.RECEIVED_TRANSACTION, Received.accepted(FULL), Received.rejected(DEAD_LETTER)),
                new Sample<>(EventTypes.TRANSACTION, BARE, FULL),
                new Sample<>(EventTypes.POSTING, POSTING),
                new Sample<>(
                        EventTypes.WATCHED_POSTING,
                        WatchedPosting.unscored(POSTING, Unscored.LATE),
                        WatchedPosting.unscored(POSTING, Unscored.NO_MODEL),
                        WatchedPosting.scored(POSTING, 0.1f, "account-lstm/1"),
                        WatchedPosting.scored(POSTING, 1, "account-lstm/2")),
                new Sample<>(
                        EventTypes.MODEL_STATUS,
                        new ModelStatus(
                                "aml",
                                1,
                                2,
                                "o",
                                "models-0@17",
                                ModelRole.CHAMPION,
                                null,
                                ModelStatus.State.ACTIVE,
                                ""),
                        new ModelStatus(
                                "aml",
                                1,
                                2,
                                "o",
                                "",
                                ModelRole.CHALLENGER,
                                new ModelReference("account-lstm", "1", "00"),
                                ModelStatus.State.REFUSED,
                                "no")),
                new Sample<>(
                        EventTypes.MODEL_SCORE,
                        new ModelScore("T1", Direction.DEBIT, "A1", 5, "m/1", Float.NaN, "m/2", 0.5f)),
                new Sample<>(EventTypes.ALERT, alert(null, null), alert("A2", "hash")),
                new Sample<>(EventTypes.LATE_EVENT, new LateEvent(POSTING, LateEvent.Reason.UNRATED, Long.MIN_VALUE)),
                new Sample<>(EventTypes.DEAD_LETTER, DEAD_LETTER),
                new Sample<>(EventTypes.PRICE_BAR, BAR),
                new Sample<>(EventTypes.RECEIVED_PRICE_BAR, Received.accepted(BAR), Received.rejected(DEAD_LETTER)),
                new Sample<>(EventTypes.NEWS_ITEM, NEWS, OTHER_NEWS),
                new Sample<>(EventTypes.RECEIVED_NEWS_ITEM, Received.accepted(NEWS), Received.rejected(DEAD_LETTER)),
                new Sample<>(EventTypes.SPLIT, SPLIT),
                new Sample<>(EventTypes.RECEIVED_SPLIT, Received.accepted(SPLIT), Received.rejected(DEAD_LETTER)),
                new Sample<>(
                        EventTypes.SCORED_NEWS,
                        ScoredNews.unscored(NEWS),
                        new ScoredNews(OTHER_NEWS, new Sentiment(0.1f, 0.2f, 0.7f), MODEL)),
                new Sample<>(
                        EventTypes.SYMBOL_EVENT,
                        SymbolEvent.of(BAR),
                        SymbolEvent.of("AAPL", ScoredNews.unscored(NEWS)),
                        SymbolEvent.of(SPLIT)),
                new Sample<>(
                        EventTypes.WATCHED_BAR,
                        WatchedBar.late(BAR),
                        new WatchedBar(
                                BAR, false, 0.1, 0.2, 0.3, 0.4, 5, 6, 0.7, 0.8, 0.9, new Forecast(-1, 0, 1, MODEL))),
                new Sample<>(
                        EventTypes.MARKET_ALERT,
                        new MarketAlert(
                                "0a",
                                2,
                                MarketAlert.Status.WITHDRAWN,
                                new Alert.RuleReference("jump", "price-jump", 3),
                                new Alert.Subject("symbol", "AAPL"),
                                Severity.HIGH,
                                1,
                                "AAPL fell",
                                List.of(new Alert.Fact("return", "-0.1", true)),
                                List.of(MarketAlert.Bar.of(BAR)),
                                List.of(
                                        new MarketAlert.Headline("N1", 5, "up", null, null, null, ORIGIN),
                                        new MarketAlert.Headline("N2", 5, "down", "Wire", -0.5, MODEL, ORIGIN)),
                                List.of(new Alert.Score("m", "1", "00", 0.5)),
                                new MarketAlert.Provenance("sha256:00", "market", "1"))),
                new Sample<>(
                        EventTypes.LATE_MARKET_EVENT,
                        new LateMarketEvent("bar", BAR.id(), "AAPL", 1, Long.MAX_VALUE, ORIGIN)),
                new Sample<>(
                        EventTypes.TO_ALL_SYMBOLS,
                        ToAllSymbols.of(SymbolEvent.of(BAR)),
                        ToAllSymbols.of(ControlMessage.model(new byte[] {3}, "models-0@17"))),
                new Sample<>(
                        EventTypes.CONTROL_MESSAGE,
                        ControlMessage.ruleBook(new byte[] {1, 2}),
                        ControlMessage.model(new byte[] {3}, "models-0@17")),
                new Sample<>(
                        EventTypes.OUTGOING_RECORD,
                        new OutgoingRecord("alerts", null, new byte[0], List.of(), 0),
                        new OutgoingRecord(
                                "alerts",
                                new byte[] {1},
                                new byte[] {2},
                                List.of(OutgoingRecord.Header.of("reason", "late")),
                                1)));
    }

    private static Alert alert(String counterparty, String evidenceHash) {
        return new Alert(
                "0a",
                new Alert.RuleReference("cash", "structuring", 3),
                new Alert.Subject("account", "A1"),
                Severity.HIGH,
                1,
                "3 cash deposits",
                List.of(new Alert.Fact("deposits", "3", true)),
                List.of(new Alert.Evidence(
                        "T1",
                        1,
                        ai.finai.events.Direction.CREDIT,
                        950_000,
                        "USD",
                        counterparty,
                        null,
                        new Origin("transactions", 0, 1))),
                1,
                evidenceHash,
                List.of(new Alert.Score("lstm", "1", "00", 0.5)),
                new Alert.Provenance("sha256:00", "sha256:01", "aml", "1"));
    }

    @Test
    void everyTypeHasASample() throws IllegalAccessException {
        List<Object> types = new java.util.ArrayList<>();
        for (var field : EventTypes.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                types.add(field.get(null));
            }
        }
        assertThat(samples().map(Sample::type)).containsExactlyInAnyOrderElementsOf((List) types);
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void aValueComesBackAsItWas(Sample<T> sample) throws Exception {
        for (T value : sample.values()) {
            assertThat(string(there(value, sample.type().createSerializer(NO_KRYO))))
                    .isEqualTo(string(value));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void bytesAreCopiedWhole(Sample<T> sample) throws Exception {
        TypeSerializer<T> serializer = sample.type().createSerializer(NO_KRYO);
        DataOutputSerializer once = new DataOutputSerializer(64);
        for (T value : sample.values()) {
            serializer.serialize(value, once);
        }
        DataOutputSerializer copied = new DataOutputSerializer(64);
        DataInputDeserializer in = new DataInputDeserializer(once.getCopyOfBuffer());
        for (T ignored : sample.values()) {
            serializer.copy(in, copied);
        }
        assertThat(copied.getCopyOfBuffer()).isEqualTo(once.getCopyOfBuffer());
        assertThat(in.available()).isZero();
    }

    @ParameterizedTest
    @MethodSource("samples")
    <T> void aSerializerTravelsWithTheJobAndFindsItselfInASnapshot(Sample<T> sample) throws Exception {
        TypeSerializer<T> serializer = sample.type().createSerializer(NO_KRYO);
        assertThat(InstantiationUtil.clone(sample.type())).isEqualTo(sample.type());
        TypeSerializer<T> sent = InstantiationUtil.clone(serializer).duplicate();
        assertThat(sent).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        assertThat(string(there(sample.values()[0], sent))).isEqualTo(string(sample.values()[0]));
        assertFindsItself(serializer);
    }

    @Test
    void whatDeduplicationRemembersComesBackAsItWas() throws Exception {
        Accepted accepted = new Accepted(Long.MAX_VALUE, -1, new Accepted(0, 7, null));
        assertThat(there(accepted, AcceptedSerializer.INSTANCE)).isEqualTo(accepted);
        assertFindsItself(AcceptedSerializer.INSTANCE);
    }

    private static <T> void assertFindsItself(TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> old = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), EventTypesTest.class.getClassLoader());
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(old)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(old.restoreSerializer()).isEqualTo(serializer);
    }

    private static <T> T there(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    /** Arrays by content: records compare them by identity. */
    private static String string(Object value) {
        return value.getClass().isRecord()
                ? Arrays.stream(value.getClass().getRecordComponents())
                        .map(component -> {
                            try {
                                component.getAccessor().setAccessible(true);
                                Object field = component.getAccessor().invoke(value);
                                return component.getName()
                                        + '='
                                        + (field instanceof byte[] bytes
                                                ? Arrays.toString(bytes)
                                                : field == null ? "null" : string(field));
                            } catch (ReflectiveOperationException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .toList()
                        .toString()
                : value instanceof List<?> list
                        ? list.stream().map(EventTypesTest::string).toList().toString()
                        : Objects.toString(value);
    }
}
