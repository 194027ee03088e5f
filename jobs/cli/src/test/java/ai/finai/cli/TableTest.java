package ai.finai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aCellIsOnOneLineAndNoTerminalObeysIt() {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        new Table("A", "B")
                .row("x\u001B[31m\r\ny", "\u202E1\u009B2J")
                .row("z", "2\u2028")
                .print(writer);
        writer.flush();
        assertThat(out.toString().lines()).containsExactly("A         B", "x [31m y  1 2J", "z         2");
    }
}
