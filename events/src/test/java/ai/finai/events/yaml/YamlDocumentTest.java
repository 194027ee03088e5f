package ai.finai.events.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.finai.events.Money;
import ai.finai.events.Severity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class YamlDocumentTest {

    record Everything(
            String text,
            int number,
            long large,
            boolean flag,
            BigDecimal decimal,
            Duration duration,
            Money money,
            Severity severity,
            Instant instant,
            List<String> list,
            Set<Integer> set,
            Map<String, Inner> map,
            Inner inner,
            @Nullable String optional) {}

    record Inner(int port, String host) {

        static final Inner DEFAULTS = new Inner(9092, "localhost");

        Inner {
            InvalidValues.throwIfAny(
                    InvalidValues.unless(port > 0, "port", port + " is out of range; allowed: 1 to 65535"),
                    InvalidValues.unless(!host.isBlank(), "host", "empty"));
        }
    }

    record Outer(Inner inner, int size) {}

    @Test
    void everyTypeIsRead() {
        Everything read = document("""
                        text: 007
                        number: -5
                        large: 9000000000
                        flag: true
                        decimal: 1.50
                        duration: 7d
                        money: "10.50 KWD"
                        severity: high
                        instant: 2026-01-05T10:00:00Z
                        list: [a, 'true', "null"]
                        set: [1, 2, 1]
                        map: {x: {port: 1, host: h}}
                        inner:
                          port: 2
                          host: i
                        """).bind(Everything.class);

        assertThat(read)
                .isEqualTo(new Everything(
                        "007",
                        -5,
                        9_000_000_000L,
                        true,
                        new BigDecimal("1.50"),
                        Duration.ofDays(7),
                        new Money(10_500, "KWD"),
                        Severity.HIGH,
                        Instant.parse("2026-01-05T10:00:00Z"),
                        List.of("a", "true", "null"),
                        Set.of(1, 2),
                        Map.of("x", new Inner(1, "h")),
                        new Inner(2, "i"),
                        null));
    }

    @Test
    void whatIsLeftOutIsTakenFromTheDefaults() {
        Outer defaults = new Outer(Inner.DEFAULTS, 7);

        assertThat(document("inner: {port: 1}").bind(Outer.class, defaults))
                .isEqualTo(new Outer(new Inner(1, "localhost"), 7));
        assertThat(document("size: 8\ninner:\n").bind(Outer.class, defaults)).isEqualTo(new Outer(Inner.DEFAULTS, 8));
        assertThat(document("{}").bind(Outer.class, defaults)).isEqualTo(defaults);
    }

    @Test
    void everyWrongValueIsToldAtItsLine() {
        assertThat(errors("""
                        text: [a]
                        number: 3000000000
                        large: 1_000
                        flag: yes
                        decimal: 1e9
                        duration: -PT1S
                        money: 10.001 USD
                        severity: URGENT
                        instant: yesterday
                        list: a
                        set: [1, b, {c: d}]
                        map:
                          x: {port: 0, host: ""}
                        inner:
                          port: 1
                          hots: x
                        """, Everything.class)).isEqualTo("""
                        f.yaml:1: text: expected a value, found a list
                        f.yaml:2: number: expected a whole number of at most 2147483647, found '3000000000'
                        f.yaml:3: large: expected a whole number, found '1_000'
                        f.yaml:4: flag: expected true or false, found 'yes'
                        f.yaml:5: decimal: expected a decimal number, found '1e9'
                        f.yaml:6: duration: '-PT1S' is negative or finer than a millisecond
                        f.yaml:7: money: '10.001' is not an amount of USD, which has 2 decimals
                        f.yaml:8: severity: unknown value 'URGENT'. Known: LOW, MEDIUM, HIGH, CRITICAL
                        f.yaml:9: instant: Text 'yesterday' could not be parsed at index 0
                        f.yaml:10: list: expected a list, found 'a'
                        f.yaml:11: set[1]: expected a whole number, found 'b'
                        f.yaml:11: set[2]: expected a value, found keys with values
                        f.yaml:13: map.x.port: 0 is out of range; allowed: 1 to 65535
                        f.yaml:13: map.x.host: empty
                        f.yaml:15: inner.host: missing
                        f.yaml:16: inner.hots: unknown key; did you mean host? Known: host, port""");
    }

    @Test
    void aKeyTwiceIsAnError() {
        assertThat(errors("port: 1\nhost: a\nport: 2\n", Inner.class))
                .isEqualTo("f.yaml:3: port: the same key as in line 1; keep one");
    }

    @Test
    void whatIsNotYamlIsToldAtItsLine() {
        assertThat(errors("port: 1\n  host: a\n", Inner.class))
                .startsWith(
                        "f.yaml:2: not YAML: look here and in the lines before for another indentation, a missing colon");
        assertThat(errors("port: [1\n", Inner.class)).startsWith("f.yaml:2: not YAML: ");
        assertThat(errors("a: 1\n---\nb: 2\n", Inner.class))
                .isEqualTo("f.yaml:2: a second document ('---'): one file holds one");
        assertThat(errors("port: 1\nhost: a\u0007b\n", Inner.class))
                .isEqualTo("f.yaml:2: a character that YAML does not allow: U+0007");
        assertThat(errors("# nothing\n", Inner.class)).isEqualTo("f.yaml:1: the file is empty");
        assertThat(errors("? [a, b]\n: 1\n", Inner.class)).contains("f.yaml:1: a key must be one word");
    }

    @Test
    void anotherEncodingIsToldAtItsLine() {
        byte[] latin = "port: 1\nhost: caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);
        InvalidYaml invalid = catchThrowableOfType(InvalidYaml.class, () -> YamlDocument.parse("f.yaml", latin));
        assertThat(invalid).hasMessage("f.yaml:2: not UTF-8 (byte 0xE9): save the file as UTF-8");

        byte[] marked = "\uFEFFport: 1\nhost: \u00E9\n".getBytes(StandardCharsets.UTF_8);
        assertThat(YamlDocument.parse("f.yaml", marked).bind(Inner.class)).isEqualTo(new Inner(1, "\u00E9"));
    }

    @Test
    void filesThatWouldBurstTheReaderAreRefused() {
        assertThat(errors("a: &a [x]\nb: [*a, *a]\n", Inner.class))
                .isEqualTo("f.yaml:2: an alias (*...): write the value out");
        assertThat(errors("a: !!java.lang.Runtime {}\n", Inner.class))
                .isEqualTo("f.yaml:1: a tag (!...): write the value without it");
        assertThat(errors("[".repeat(200_000), Inner.class)).isEqualTo("f.yaml:1: nested more than 32 deep");
        assertThat(errors("- ".repeat(100_000), Inner.class)).isEqualTo("f.yaml:1: nested more than 32 deep");
        assertThat(errors("- a\n".repeat(YamlDocument.MAX_VALUES), Inner.class)).contains("more than 1000000 values");
        assertThat(errors("a".repeat(YamlDocument.MAX_BYTES + 1), Inner.class)).contains("larger than 16777216 bytes");
    }

    @Test
    void aLongOrStrangeValueIsShownShortAndHarmless() {
        assertThat(errors("port: \"" + "x".repeat(1_000) + "\"\nhost: a\n", Inner.class))
                .hasSizeLessThan(150);
        assertThat(errors("port: \"\\e[31m\"\nhost: a\n", Inner.class)).doesNotContain("\u001B");
    }

    @Test
    void theNearestWordIsFoundAndNothingFarAway() {
        List<String> known = List.of("host", "port", "maxFuture");
        assertThat(NearestWord.of("prot", known)).isEqualTo("port");
        assertThat(NearestWord.of("max-future", known)).isEqualTo("maxFuture");
        assertThat(NearestWord.of("elephant", known)).isNull();
        assertThat(NearestWord.of("x".repeat(10_000), known)).isNull();
    }

    @Test
    void durationsAreReadAndShown() {
        assertThat(Durations.parse("15min")).isEqualTo(Durations.parse("PT15M")).isEqualTo(Durations.parse("15 m"));
        assertThat(Durations.parse("50ms")).isEqualTo(Duration.ofMillis(50));
        assertThat(Durations.text(Duration.ofDays(7))).isEqualTo("7 d");
        assertThat(Durations.text(Duration.ofHours(24))).isEqualTo("24 h");
        assertThat(Durations.text(Duration.ofMinutes(31 * 60 + 12))).isEqualTo("31 h 12 min");
        assertThat(Durations.text(Duration.ofSeconds(48 * 3_600 + 61))).isEqualTo("2 d 1 min 1 s");
        assertThat(Durations.text(Duration.ofMillis(999))).isEqualTo("0 s");
    }

    private static YamlDocument document(String text) {
        return YamlDocument.parse("f.yaml", text);
    }

    private static String errors(String text, Class<? extends Record> type) {
        return catchThrowableOfType(InvalidYaml.class, () -> document(text).bind(type))
                .getMessage();
    }
}
