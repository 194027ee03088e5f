package ai.finai.distribution;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The libraries that come with a distribution: its jars, and what is packed inside of these as far as they say so. */
final class Packed {

    /**
     * @param in the jar that it lies in, where it is packed inside of another; else empty
     * @param notice what is written above it in that jar's NOTICE, as "bundles the following dependencies under …"; else empty
     */
    record Library(String name, String version, String in, String notice) {

        static Library jar(String name, String version) {
            return new Library(name, version, "", "");
        }

        @Override
        public String toString() {
            return name + ' ' + version + (in.isEmpty() ? "" : " in " + in);
        }
    }

    private static final Pattern JAR = Pattern.compile("(?:.*/)?(.+?)-(\\d+(?:\\.\\d+)+[\\w.-]*)\\.jar");

    /** {@code - group:artifact:version}, with a classifier before the version or not. */
    private static final Pattern NOTICED = Pattern.compile("- [\\w.-]+:([\\w.-]+)(?::[\\w.-]+)?:(\\d[\\w.-]*).*");

    private final List<Library> libraries = new ArrayList<>();

    private Packed() {}

    static List<Library> in(Path distribution) throws IOException {
        Packed packed = new Packed();
        try (TarArchiveInputStream archive = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(distribution))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    Matcher name = JAR.matcher(entry.getName());
                    if (name.matches()) {
                        packed.libraries.add(Library.jar(name.group(1), name.group(2)));
                    }
                    packed.inside(
                            archive, entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
                }
            }
        }
        return packed.libraries;
    }

    /** Maven's names, those of the NOTICE, and what is in a jar within it. */
    private void inside(InputStream jar, String in) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar); // not closed: the archive goes on
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
                Properties of = new Properties();
                of.load(entries);
                libraries.add(new Library(of.getProperty("artifactId", ""), of.getProperty("version", ""), in, ""));
            } else if (entry.getName().equals("META-INF/NOTICE")) {
                noticed(new String(entries.readAllBytes(), StandardCharsets.UTF_8), in);
            } else if (entry.getName().endsWith(".jar")) {
                inside(entries, in);
            }
        }
    }

    private void noticed(String notice, String in) {
        String paragraph = "";
        boolean ended = true;
        for (String line : notice.lines().map(String::strip).toList()) {
            Matcher library = NOTICED.matcher(line);
            if (library.matches()) {
                libraries.add(new Library(library.group(1), library.group(2), in, paragraph));
                ended = true;
            } else if (line.isEmpty()) {
                ended = true;
            } else {
                paragraph = ended ? line : paragraph + ' ' + line;
                ended = false;
            }
        }
    }
}
