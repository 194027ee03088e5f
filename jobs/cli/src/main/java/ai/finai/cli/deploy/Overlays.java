package ai.finai.cli.deploy;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.Shipped;
import ai.finai.deploy.InvalidManifestException;
import ai.finai.deploy.Overlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The overlays that come with FinAI, by their names, and others by their folders. */
public final class Overlays {

    private Overlays() {}

    static Path shipped() {
        return Shipped.root().resolve("deploy/flink-k8s-operator/overlays");
    }

    /** Of those that come with FinAI, in the order of the alphabet. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(shipped())) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name of one that comes with FinAI, or a folder
     * @throws CommandFailed if there is none, or it cannot be rendered
     */
    public static Overlay render(String name) {
        Path own = Path.of(name);
        Path folder = names().contains(name) ? shipped().resolve(name) : own;
        if (!Files.exists(folder.resolve("kustomization.yaml"))) {
            throw CommandFailed.usage("no overlay '" + name + "': there are " + String.join(", ", names())
                    + ", or name a folder with a kustomization.yaml");
        }
        try {
            return Overlay.render(folder);
        } catch (InvalidManifestException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        } catch (FileSystemException e) {
            throw CommandFailed.usage(FileProblems.reading(String.valueOf(e.getFile()), e), e);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(folder, e), e);
        }
    }
}
