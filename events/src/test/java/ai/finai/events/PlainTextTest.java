package ai.finai.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void whatATerminalObeysIsABlankAndWhatTurnsTextAroundIsLeftOut() {
        assertThat(PlainText.line("Reuters\u001B[31m\r\n\u0085\u2028\u2029live\u007F!"))
                .isEqualTo("Reuters [31m live !");
        assertThat(PlainText.line("\u202Ea\u2066b\u2069c\u202C")).isEqualTo("abc");
    }

    @Test
    void everyCharacterThatIsShownStays() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = Character.toString(c);
            boolean goes = c < 0x20
                    || c >= 0x7F && c <= 0x9F
                    || c == 0x2028
                    || c == 0x2029
                    || c >= 0x202A && c <= 0x202E
                    || c >= 0x2066 && c <= 0x2069;
            if (goes) {
                assertThat(PlainText.line(text)).as("U+%04X", c).isIn("", " ");
            } else {
                assertThat(PlainText.line(text)).as("U+%04X", c).isSameAs(text);
            }
        }
    }
}
