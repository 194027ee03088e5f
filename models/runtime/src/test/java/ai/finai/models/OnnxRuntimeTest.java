package ai.finai.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {

    /** Releases from 1.29 on report to their maker from Linux too; a bank's job must not, and cannot switch it off. */
    @Test
    void theNativeLibraryHasNoTelemetry() throws IOException {
        try (InputStream library =
                OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
            assertThat(library).isNotNull();
            String bytes = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(bytes.contains("ORT_DISABLE_TELEMETRY")).isFalse();
            assertThat(bytes.contains("PosixTelemetry")).isFalse();
        }
    }
}
