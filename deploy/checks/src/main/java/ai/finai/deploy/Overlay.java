package ai.finai.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an overlay's folder comes to: the objects that {@code kubectl apply -k} would send, without kubectl.
 *
 * <p>Of kustomize there is what FinAI's overlays use: {@code resources}, {@code components}, {@code patches},
 * {@code configMapGenerator} and references to their names. Anything else is refused rather than left out, and a test holds the result against kubectl's.
 */
public final class Overlay {

    private static final String FILE = "kustomization.yaml";
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "components", "patches", "configMapGenerator", "configurations");

    private final Path folder;
    private final List<Manifest> manifests = new ArrayList<>();
    private final Map<String, String> generated = new HashMap<>();
    private final List<NameReference> references = new ArrayList<>();

    private Overlay(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws IOException if a file cannot be read
     * @throws InvalidManifestException if it cannot be rendered
     */
    public static Overlay render(Path folder) throws IOException {
        Overlay overlay = new Overlay(folder);
        overlay.collect(folder);
        overlay.renameReferences();
        return overlay;
    }

    public Path folder() {
        return folder;
    }

    /** In the order of the files. */
    public List<Manifest> manifests() {
        return List.copyOf(manifests);
    }

    public List<Manifest> ofKind(String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    private void collect(Path from) throws IOException {
        Path file = from.resolve(FILE);
        List<Tree> documents = ManifestFile.read(file);
        if (documents.size() != 1 || !(documents.get(0).value() instanceof Map<?, ?> parts)) {
            throw new InvalidManifestException(new Place(file, 1), "expected one mapping");
        }
        Tree kustomization = documents.get(0);
        for (String key : Tree.map(parts).keySet()) {
            if (!KNOWN.contains(key)) {
                throw new InvalidManifestException(
                        kustomization.place('/' + key),
                        key + ": this part of kustomize is not known here; known: "
                                + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
        for (String resource : texts(kustomization, "/resources")) {
            Path path = from.resolve(resource).normalize();
            if (Files.isDirectory(path)) {
                collect(path);
            } else {
                for (Tree document : ManifestFile.read(path)) {
                    add(new Manifest(document));
                }
            }
        }
        // What is there already is theirs to patch too, and what they bring is this folder's to patch.
        for (String component : texts(kustomization, "/components")) {
            collect(from.resolve(component).normalize());
        }
        for (String configuration : texts(kustomization, "/configurations")) {
            for (Tree document : ManifestFile.read(from.resolve(configuration))) {
                references.addAll(NameReference.read(document));
            }
        }
        for (String generator : kustomization.items("/configMapGenerator")) {
            generate(from, kustomization, generator);
        }
        for (String patch : kustomization.items("/patches")) {
            patch(from, kustomization, patch);
        }
    }

    private void add(Manifest manifest) {
        for (Manifest other : manifests) {
            if (!manifest.name().isEmpty() && other.toString().equals(manifest.toString())) {
                throw new InvalidManifestException(
                        manifest.place(""), manifest + " is there already, in " + other.place(""));
            }
        }
        manifests.add(manifest);
    }

    private void generate(Path from, Tree kustomization, String generator) throws IOException {
        String name = text(kustomization, generator + "/name");
        Map<String, String> data = new LinkedHashMap<>();
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("", kustomization.place(generator));
        for (String entry : texts(kustomization, generator + "/files")) {
            Path file = from.resolve(entry);
            String key = file.getFileName().toString();
            data.put(key, Files.readString(file));
            places.put(Tree.child("/data", key), new Place(file, 1));
        }
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        boolean plain = kustomization.at(generator + "/options/disableNameSuffixHash") instanceof Boolean is && is;
        metadata.put("name", plain ? name : GeneratedName.of(name, data));
        if (kustomization.at(generator + "/options/labels") instanceof Map<?, ?> labels) {
            metadata.put("labels", Tree.copyOf(labels));
        }
        if (kustomization.at(generator + "/namespace") instanceof String namespace) {
            metadata.put("namespace", namespace);
        }
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "v1");
        content.put("kind", "ConfigMap");
        content.put("metadata", metadata);
        content.put("data", new LinkedHashMap<>(data));
        generated.put(name, String.valueOf(metadata.get("name")));
        add(new Manifest(new Tree(content, places)));
    }

    private void patch(Path from, Tree kustomization, String item) throws IOException {
        Patch patch = Patch.read(from.resolve(text(kustomization, item + "/path")));
        String kind = text(kustomization, item + "/target/kind");
        Object name = kustomization.at(item + "/target/name");
        List<Manifest> targets = ofKind(kind).stream()
                .filter(manifest -> name == null || manifest.name().equals(name))
                .toList();
        if (targets.isEmpty()) {
            throw new InvalidManifestException(
                    kustomization.place(item), "there is no " + kind + (name == null ? "" : " " + name) + " to patch");
        }
        targets.forEach(patch::apply);
    }

    private void renameReferences() {
        for (NameReference reference : references) {
            for (Manifest manifest : ofKind(reference.kind())) {
                reference.rename(manifest, generated);
            }
        }
    }

    private static String text(Tree tree, String path) {
        if (tree.at(path) instanceof String text) {
            return text;
        }
        throw new InvalidManifestException(tree.place(path), "expected " + path + " with a text");
    }

    /** The paths of a list's items; none if there is no list. */
    private static List<String> texts(Tree tree, String path) {
        return tree.items(path).stream().map(item -> text(tree, item)).toList();
    }
}
