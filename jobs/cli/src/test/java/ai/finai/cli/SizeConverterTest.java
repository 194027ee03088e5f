package ai.finai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeConverterTest {

    @ParameterizedTest
    @CsvSource({
        "0B,0",
        "7 B,7",
        "500kB,500000",
        "500MB,500000000",
        "1.5gb,1500000000",
        "10GB,10000000000",
        "2TB,2000000000000"
    })
    void aSizeHasAUnitOfThousands(String text, long bytes) {
        assertThat(SizeConverter.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "GB", "-1GB", "1,5GB", "10GiB", "1e3MB"})
    void whatIsNoneIsSaid(String text) {
        assertThatThrownBy(() -> SizeConverter.parse(text))
                .hasMessage("'" + text + "' is no size, such as 500MB or 10GB");
    }

    @Test
    void soIsWhatNoDiskHolds() {
        assertThatThrownBy(() -> SizeConverter.parse("99999999999TB")).hasMessageContaining("larger than any disk");
    }
}
