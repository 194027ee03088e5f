package ai.finai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** FinAI's manifests in a folder of a test's own, to break them. */
public record CopiedManifests(Path folder) {

    static final Path ORIGINAL = Path.of(System.getProperty("finai.root"), "deploy", "flink-k8s-operator");

    public static CopiedManifests into(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(ORIGINAL.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return new CopiedManifests(folder);
    }

    public static List<String> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(ORIGINAL.resolve("overlays"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Replaces a text, which must be there. */
    public CopiedManifests with(String file, String text, String other) throws IOException {
        Path path = folder.resolve(file);
        String content = Files.readString(path);
        assertThat(content).as(file).contains(text);
        Files.writeString(path, content.replace(text, other));
        return this;
    }

    public Overlay render(String overlay) throws IOException {
        return Overlay.render(folder.resolve("overlays").resolve(overlay));
    }
}
