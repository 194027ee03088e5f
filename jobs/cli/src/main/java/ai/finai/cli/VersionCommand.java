package ai.finai.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Says which FinAI, Flink and Java this is.")
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Properties versions = versions();
        spec.commandLine()
                .getOut()
                .printf(
                        "FinAI %s, Flink %s, Java %s (%s)%n",
                        versions.getProperty("finai"),
                        versions.getProperty("flink"),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static Properties versions() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
