package ai.finai.cli.model;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands in processes of their own, as their keys come from the environment. */
@Tag("matrix")
class RegistryOnS3Test {

    @TempDir
    Path folder;

    private record Result(int exitCode, String output) {}

    @Test
    @Timeout(180)
    void aRegistryOnS3IsLikeOneHere() throws Exception {
        Path file = Files.write(folder.resolve("model.onnx"), MODEL.bytes());
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bank"))) {
            assertThat(model(s3, "list").output()).contains("0 models in s3://bank/models");
            Result published = model(s3, "publish", file.toString());
            assertThat(published.output()).contains("account-lstm/1 is published");
            assertThat(published.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(model(s3, "publish", file.toString()).output()).contains("was published before");

            Files.write(file, MODEL.seed(8).bytes());
            Result other = model(s3, "publish", file.toString());
            assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(other.output()).contains("a version never changes");
            assertThat(model(s3, "list").output())
                    .containsPattern("account-lstm +1 +" + MODEL.file().sha256().substring(0, 12));

            Result missing = model(s3, "activate", "account-lstm/7");
            assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(missing.output()).contains("no model account-lstm/7", "there are: account-lstm/1");
        }
    }

    private Result model(EmbeddedS3 s3, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfinai.root=" + System.getProperty("finai.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Finai.class.getName(),
                "model"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of(
                "--registry", "s3://bank/models", "--s3-endpoint", s3.endpoint().toString()));
        Path log = folder.resolve("output.log");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("AWS_ACCESS_KEY_ID", EmbeddedS3.ACCESS_KEY);
        process.environment().put("AWS_SECRET_ACCESS_KEY", EmbeddedS3.SECRET_KEY);
        Process running = process.start();
        assertThat(running.waitFor(100, TimeUnit.SECONDS))
                .as(Files.readString(log))
                .isTrue();
        return new Result(running.exitValue(), Files.readString(log));
    }
}
