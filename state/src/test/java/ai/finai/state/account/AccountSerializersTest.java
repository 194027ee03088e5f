package ai.finai.state.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Severity;
import ai.finai.events.fixtures.Payment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** Profiles and last alerts come back as they were, and bytes that are something else are an error. */
class AccountSerializersTest {

    /**
     * What release 0.1 writes for {@link #smallProfile}. If this changes, the snapshots of users can no longer be read:
     * raise the format's number and keep reading this.
     */
    private static final String GOLDEN =
            "015580caf9faf26601ffb1bf9a010180cebea480020101904e904e0000010000803e01ffb1bf9a010000803e01ffb1bf9a01"
                    + "02d8bf02020100904e0000000100904e023399e1e93f944154246de9caf78c2b7f0253c803";

    private static final long DAY = 86_400_000;

    private final AccountProfileSerializer profiles = new AccountProfileSerializer();
    private final AccountAlertsSerializer alerts = new AccountAlertsSerializer();

    private static AccountProfile smallProfile() {
        Payment payment = Payment.transfer("100")
                .from("B1")
                .to("A1")
                .countries("DE", "US")
                .on("2026-01-05")
                .at("12:00");
        AccountProfile profile = new AccountProfile();
        profile.add(payment.credit(), 0.25f);
        profile.add(payment.at("2026-01-07T09:00:00Z").from("A1").to("B2").debit(), Float.NaN);
        profile.alerted();
        profile.forgetTimer(payment.eventTime() + 400 * DAY);
        return profile;
    }

    private static AccountAlerts someAlerts(int count) {
        AccountAlerts some = AccountAlerts.NONE;
        for (int i = 0; i < count; i++) {
            some = some.and(new PastAlert(
                    "5f3c" + i,
                    "cash\u738B" + i,
                    "structuring",
                    i,
                    Severity.values()[i % 4],
                    -i * DAY,
                    i % 2 == 0 ? Double.NaN : i / 10.0));
        }
        return some;
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T value = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return value;
    }

    @Test
    void theBytesOfAProfileAreThoseOfTheReleasesBefore() throws IOException {
        assertThat(HexFormat.of().formatHex(write(profiles, smallProfile()))).isEqualTo(GOLDEN);
        assertThat(write(profiles, read(profiles, HexFormat.of().parseHex(GOLDEN))))
                .isEqualTo(write(profiles, smallProfile()));
    }

    @Test
    void aProfileThatIsReadGoesOnAsTheOneThatWasWritten() throws IOException {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        AccountProfile read = new AccountProfile();
        List<RandomPostings.Seen> seen = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 1_000; i++) {
            time += (long) (3 * DAY * Math.pow(random.nextDouble(), 3));
            RandomPostings.Seen next = new RandomPostings.Seen(
                    RandomPostings.next(random, time), random.nextInt(5) == 0 ? Float.NaN : random.nextFloat(), false);
            read.add(next.posting(), next.score());
            seen.add(next);
            byte[] bytes = write(profiles, read);
            read = read(profiles, bytes);
            assertThat(write(profiles, read)).isEqualTo(bytes);
        }
        RandomPostings.assertSame(read, seen, time, "-Dfinai.seed=" + seed);
    }

    @Test
    void aProfileHasABoundedSize() throws IOException {
        AccountProfile profile = new AccountProfile();
        assertThat(write(profiles, profile)).hasSizeLessThan(40);
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            Payment payment = Payment.transfer("90,000,000,000").from("A1").to("B" + i);
            String country = "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + random.nextInt(26));
            Payment at = payment.countries(null, country).at(i * DAY / 500);
            profile.add(i % 2 == 0 ? at.debit() : at.from("B" + i).to("A1").credit(), random.nextFloat());
        }
        assertThat(profile.counterpartiesExact()).isFalse();
        assertThat(profile.countries()).hasSizeGreaterThan(600);
        byte[] bytes = write(profiles, profile);
        assertThat(bytes).hasSizeBetween(1_200, 2_500);
        assertThat(read(profiles, bytes).counterparties()).isEqualTo(profile.counterparties());
    }

    @Test
    void aCopyChangesByItself() throws IOException {
        AccountProfile profile = smallProfile();
        byte[] before = write(profiles, profile);
        AccountProfile copy = profiles.copy(profile);
        assertThat(write(profiles, copy)).isEqualTo(before);
        copy.add(Payment.cash("1").into("A1").at("2026-01-07T10:00:00Z").credit(), 0.9f);
        copy.add(
                Payment.transfer("1")
                        .from("B9")
                        .to("A1")
                        .countries("CN", null)
                        .at("2026-02-07T10:00:00Z")
                        .credit(),
                0.9f);
        copy.alerted();
        assertThat(write(profiles, profile)).isEqualTo(before);
        assertThat(write(profiles, copy)).isNotEqualTo(before);
    }

    @Test
    void alertsComeBackAndOnlyTheLastTenAreKept() throws IOException {
        for (int count = 0; count <= 12; count++) {
            AccountAlerts some = someAlerts(count);
            assertThat(some.last()).hasSize(Math.min(count, 10));
            assertThat(read(alerts, write(alerts, some))).isEqualTo(some);
        }
        assertThat(someAlerts(12).last())
                .extracting(PastAlert::version)
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void textsOfAnAlertAreShort() {
        PastAlert alert =
                new PastAlert("i".repeat(100), "r".repeat(100), "k".repeat(100), 1, Severity.LOW, 0, Double.NaN);
        assertThat(alert.alertId()).hasSize(64);
        assertThat(alert.rule()).hasSize(64);
        assertThat(alert.kind()).hasSize(64);
    }

    @Test
    void bytesThatEndTooEarlyAreAnError() throws IOException {
        endsTooEarly(profiles, smallProfile());
        endsTooEarly(alerts, someAlerts(3));
    }

    private static <T> void endsTooEarly(TypeSerializer<T> serializer, T value) throws IOException {
        byte[] whole = write(serializer, value);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(serializer, part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void bytesThatAreSomethingElseAreAnErrorThatNamesIt() throws IOException {
        byte[] profile = write(profiles, smallProfile());
        byte[] otherFormat = profile.clone();
        otherFormat[0] = 9;
        assertThatThrownBy(() -> read(profiles, otherFormat))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("an account's profile of format 9; this release reads 1");
        byte[] shorter = Arrays.copyOf(profile, profile.length - 3);
        shorter[1] -= 3; // the length: one byte, as the profile is short
        assertThatThrownBy(() -> read(profiles, shorter))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an account's profile: it goes on after");
        byte[] longer = Arrays.copyOf(profile, profile.length + 1);
        longer[1]++;
        assertThatThrownBy(() -> read(profiles, longer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an account's profile: it ends after");
        byte[] said = write(alerts, someAlerts(1));
        said[1] = 9;
        assertThatThrownBy(() -> read(alerts, said)).hasMessageContaining("an account's alerts of format 9");
    }

    @Test
    void bytesAreCopiedAsTheyAre() throws IOException {
        byte[] bytes = write(profiles, smallProfile());
        DataOutputSerializer out = new DataOutputSerializer(16);
        profiles.copy(new DataInputDeserializer(bytes), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @Test
    void theyTravelWithTheJobAndWithItsSnapshots() throws Exception {
        travels(profiles, smallProfile());
        travels(alerts, someAlerts(2));
    }

    private static <T> void travels(TypeSerializer<T> serializer, T value) throws Exception {
        TypeSerializer<T> travelled = InstantiationUtil.clone(serializer);
        assertThat(travelled).isEqualTo(serializer).isNotSameAs(serializer);
        assertThat(write(travelled, value)).isEqualTo(write(serializer, value));
        assertThat(write(serializer.duplicate(), value)).isEqualTo(write(serializer, value));

        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), AccountSerializersTest.class.getClassLoader());
        TypeSerializerSchemaCompatibility<T> compatibility =
                serializer.snapshotConfiguration().resolveSchemaCompatibility(restored);
        assertThat(compatibility.isCompatibleAsIs()).isTrue();
        assertThat(write(restored.restoreSerializer(), value)).isEqualTo(write(serializer, value));
    }
}
