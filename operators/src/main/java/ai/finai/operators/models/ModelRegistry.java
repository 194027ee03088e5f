package ai.finai.operators.models;

import ai.finai.events.Hashes;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Models by name and version: folders {@code name/version} with {@code model.onnx}, the vocabulary of a model of texts, and
 * {@code manifest.json}, on any file system that Flink knows. A folder never changes once its manifest is there, which is written last.
 */
public final class ModelRegistry {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Path location;

    /** @param location a folder, such as {@code s3://finai/models} */
    public ModelRegistry(String location) {
        this.location = new Path(location);
    }

    /**
     * Opens a model for a use, and sees that it gives what its manifest says; to be closed.
     *
     * @throws IOException if it cannot be read; trying again may help
     * @throws InvalidModelException if it is not what it should be, such as of another kind; trying again does not help
     */
    public <M extends Model> M open(ModelReference reference, ModelUse<M> use)
            throws IOException, InvalidModelException {
        return files(reference, use.largest(), use::check).open(use);
    }

    /**
     * Opens a model of any kind, for no use in particular, as {@link #open(ModelReference, ModelUse)} does.
     *
     * @throws IOException if it cannot be read; trying again may help
     * @throws InvalidModelException if it is not what it should be; trying again does not help
     */
    public Model open(ModelReference reference) throws IOException, InvalidModelException {
        return files(reference, ModelFile.LARGEST_OF_TEXTS, ModelFile::ofAnyKind)
                .open();
    }

    private interface Check {

        ModelFile check(byte[] bytes) throws InvalidModelException;
    }

    private ModelFiles files(ModelReference reference, int largest, Check check)
            throws IOException, InvalidModelException {
        Manifest manifest = Manifest.read(read(reference, ModelPlace.MANIFEST, ModelPlace.LARGEST_MANIFEST));
        byte[] bytes = read(reference, ModelPlace.MODEL, largest);
        String sha256 = Hashes.sha256(bytes);
        if (!sha256.equals(reference.sha256()) || !sha256.equals(manifest.sha256())) {
            throw new InvalidModelException("the file's sha256 is " + sha256 + ", the manifest's " + manifest.sha256()
                    + ", and " + reference.sha256() + " was ordered");
        }
        ModelFile file = check.check(bytes);
        if (!file.contract().name().equals(reference.name())
                || !file.contract().version().equals(reference.version())) {
            throw new InvalidModelException(
                    "the file says it is " + ModelReference.of(file).path() + ", and lies in " + reference.path());
        }
        return ModelFiles.of(file, manifest, name -> read(reference, name, ModelFile.LARGEST));
    }

    /**
     * Whether the folder is there. The first model that is published makes it.
     *
     * @throws IOException if that cannot be told
     */
    public boolean isThere() throws IOException {
        return location.getFileSystem().exists(location);
    }

    /** @throws FileNotFoundException if the registry is there and has no such file */
    private long size(FileSystem files, Path path) throws IOException {
        try {
            return files.getFileStatus(path).getLen();
        } catch (RuntimeException e) { // libraries of file systems throw others too
            throw new IOException(path + " cannot be seen: " + e.getMessage(), e);
        } catch (FileNotFoundException e) {
            if (!isThere()) {
                throw new IOException("the registry " + location + " is not there, or may not be seen", e);
            }
            throw e;
        }
    }

    private byte[] read(ModelReference reference, String name, long largest) throws IOException, InvalidModelException {
        Path path = new Path(folder(reference.name(), reference.version()), name);
        FileSystem files = path.getFileSystem();
        long size = size(files, path);
        if (size > largest) {
            throw new InvalidModelException(path + " has " + size + " bytes; at most " + largest + " are allowed");
        }
        byte[] bytes = bytes(files, path, (int) largest);
        if (bytes.length != size) {
            throw new IOException(path + " has " + size + " bytes, and " + bytes.length + " could be read");
        }
        return bytes;
    }

    /**
     * Of a file that is there: that it cannot be read is this machine's trouble or the file system's, whatever is thrown, and no
     * verdict on the model.
     */
    private static byte[] bytes(FileSystem files, Path path, int largest) throws IOException {
        try (InputStream in = files.open(path)) {
            return in.readNBytes(largest);
        } catch (FileNotFoundException | RuntimeException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path folder(String name, String version) throws InvalidModelException {
        if (!PLAIN.matcher(name).matches() || !PLAIN.matcher(version).matches()) {
            throw new InvalidModelException("'" + name + '/' + version + "' is no name and version of a model");
        }
        return new Path(new Path(location, name), version);
    }

    /**
     * Adds a model.
     *
     * @param files with the manifest
     * @throws IOException if the version is there already with other bytes, or cannot be written
     * @throws InvalidModelException if its name and version are none
     */
    public void publish(ModelFiles files) throws IOException, InvalidModelException {
        ModelFile file = files.file();
        Manifest manifest = Objects.requireNonNull(files.manifest(), "what is published has a manifest");
        Path folder = folder(file.contract().name(), file.contract().version());
        FileSystem system = folder.getFileSystem();
        if (system.exists(new Path(folder, ModelPlace.MANIFEST))) {
            Manifest there =
                    Manifest.read(read(ModelReference.of(file), ModelPlace.MANIFEST, ModelPlace.LARGEST_MANIFEST));
            if (there.sha256().equals(file.sha256())) {
                return;
            }
            throw new IOException(folder + " is there already, with another file (sha256 " + there.sha256()
                    + "): a version never changes; publish under another one");
        }
        system.mkdirs(folder);
        write(system, new Path(folder, ModelPlace.MODEL), file.bytes());
        byte[] vocabulary = files.vocabulary();
        if (vocabulary != null) {
            write(system, new Path(folder, file.text().vocabulary().file()), vocabulary);
        }
        write(system, new Path(folder, ModelPlace.MANIFEST), manifest.toJson());
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
            out.write(bytes);
        }
    }

    /**
     * What is published, by name and then version: folders whose manifest says the name and version of its place, as those that
     * lie elsewhere cannot be ordered. Nothing, where there is no such folder.
     *
     * @throws IOException if the folder cannot be read
     */
    public List<Manifest> list() throws IOException {
        List<Manifest> found = new ArrayList<>();
        for (FileStatus name : folders(location)) {
            for (FileStatus version : folders(name.getPath())) {
                try {
                    Manifest manifest =
                            manifest(name.getPath().getName(), version.getPath().getName());
                    if (manifest.name().equals(name.getPath().getName())
                            && manifest.version().equals(version.getPath().getName())) {
                        found.add(manifest);
                    }
                } catch (FileNotFoundException | InvalidModelException e) {
                    // Being published, or not one of ours.
                    continue;
                }
            }
        }
        return found;
    }

    private static List<FileStatus> folders(Path folder) throws IOException {
        FileStatus[] all;
        try {
            all = folder.getFileSystem().listStatus(folder);
        } catch (FileNotFoundException e) {
            return List.of();
        }
        List<FileStatus> folders = new ArrayList<>();
        for (FileStatus status : all == null ? new FileStatus[0] : all) {
            if (status.isDir()) {
                folders.add(status);
            }
        }
        folders.sort((a, b) -> a.getPath().getName().compareTo(b.getPath().getName()));
        return folders;
    }

    /**
     * Of one model.
     *
     * @throws IOException if it is not there or cannot be read
     * @throws InvalidModelException if it is none
     */
    public Manifest manifest(String name, String version) throws IOException, InvalidModelException {
        return Manifest.read(
                read(new ModelReference(name, version, ""), ModelPlace.MANIFEST, ModelPlace.LARGEST_MANIFEST));
    }
}
