package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.cache.OwnerFolder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Who asked what, one JSON object a line, appended before the answer is given: a question that cannot be written down is not
 * answered.
 */
final class Audit {

    private final Path file;

    Audit(Path file) {
        this.file = file;
    }

    /**
     * @param asked the command's name and the query, or what stands for it
     * @throws CommandFailed if it cannot be written
     */
    void note(Snapshot snapshot, String command, String asked, List<String> parameters, String masking) {
        try {
            byte[] line = line(snapshot, command, asked, parameters, masking);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                OwnerFolder.create(folder);
            }
            try (FileChannel out = open()) {
                ByteBuffer bytes = ByteBuffer.wrap(line);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
        } catch (IOException e) {
            throw CommandFailed.failed(
                    "the question is not answered, since it cannot be written down in the audit log: "
                            + FileProblems.writing(file, e),
                    e);
        }
    }

    /** Nobody but its owner reads it, where the file system can say so and it is made here. */
    private FileChannel open() throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        try {
            return FileChannel.open(
                    file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            return FileChannel.open(file, options);
        }
    }

    private static byte[] line(Snapshot snapshot, String command, String asked, List<String> parameters, String masking)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(
                    "at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("user", System.getProperty("user.name"));
            json.writeStringField("command", command);
            json.writeStringField("snapshot", snapshot.uri());
            json.writeStringField("fingerprint", snapshot.fingerprint());
            json.writeStringField("asked", asked);
            json.writeArrayFieldStart("parameters");
            for (String parameter : parameters) {
                json.writeString(parameter);
            }
            json.writeEndArray();
            json.writeBooleanField("masked", !masking.isEmpty());
            json.writeStringField("maskKeyId", masking);
            json.writeEndObject();
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
