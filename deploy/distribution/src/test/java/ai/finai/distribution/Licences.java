package ai.finai.distribution;

import ai.finai.distribution.Packed.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Licences under which FinAI may be passed on: licences.csv. */
record Licences(List<Row> rows) {

    /** What takes back a part of what the licence beside it gives. */
    private static final Pattern RESTRICTION = Pattern.compile(".*(commons.clause|non.?commercial|\\bby-nc\\b).*");

    /** "This project bundles the following dependencies under the MIT License (https://…)", "… share the same BSD license which …". */
    private static final Pattern NOTICED =
            Pattern.compile(".*?\\b(?:under|share)(?: the)?(?: same)? (.+?)(?:\\.? \\(http.*| which .*|\\. .*|\\.)?");

    /** @param of the library that it is for, or empty for each */
    record Row(Pattern licence, String of, String why) {

        /** @param name of a licence, as {@link #plain} makes it */
        boolean allows(Library library, String name) {
            return (of.isEmpty() || of.equals(library.name()))
                    && licence.matcher(name).matches();
        }
    }

    static Licences read(Path file) throws IOException {
        return new Licences(Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("licence,"))
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(Pattern.compile(cells[0]), cells[1], cells[2]))
                .toList());
    }

    /**
     * A line if the library can be had under none of these.
     *
     * @param names of the licences, as its maker writes them; none: it does not say
     */
    Optional<String> finding(Library library, List<String> names) {
        List<String> plain = plain(names);
        boolean allowed = plain.stream().anyMatch(name -> rows.stream().anyMatch(row -> row.allows(library, name)))
                && plain.stream().noneMatch(name -> RESTRICTION.matcher(name).matches());
        return allowed
                ? Optional.empty()
                : Optional.of(library + ": " + (names.isEmpty() ? "names no licence" : String.join(" or ", names))
                        + "; licences.csv tells what to do");
    }

    /** As licences.csv has them; an empty one where there are none. */
    static List<String> plain(List<String> names) {
        return names.isEmpty()
                ? List.of("")
                : names.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT)
                                .replaceAll("[,\"()]", "")
                                .strip())
                        .toList();
    }

    /** The licence that a paragraph of a NOTICE names; the whole of it, which no row allows, where it names none. */
    static String noticed(String paragraph) {
        Matcher licence = NOTICED.matcher(paragraph);
        return licence.matches() ? licence.group(1) : paragraph;
    }

    /** The licences in a POM or, if it has none, in its parent's. */
    static List<String> ofPom(Path pom, Path repository) throws IOException {
        try {
            Document project =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            XPath path = XPathFactory.newInstance().newXPath();
            NodeList licences = (NodeList) path.evaluate("/project/licenses/license", project, XPathConstants.NODESET);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < licences.getLength(); i++) {
                names.add(path.evaluate("name", licences.item(i)).strip());
            }
            String parent = path.evaluate("/project/parent/artifactId", project).strip();
            if (!names.isEmpty() || parent.isEmpty()) {
                return names;
            }
            String group = path.evaluate("/project/parent/groupId", project).strip();
            String version = path.evaluate("/project/parent/version", project).strip();
            return ofPom(
                    repository
                            .resolve(group.replace('.', '/'))
                            .resolve(parent)
                            .resolve(version)
                            .resolve(parent + '-' + version + ".pom"),
                    repository);
        } catch (ParserConfigurationException | SAXException | XPathExpressionException e) {
            throw new IOException(pom + ": " + e.getMessage(), e);
        }
    }
}
