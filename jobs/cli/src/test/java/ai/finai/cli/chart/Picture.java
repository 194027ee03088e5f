package ai.finai.cli.chart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** An SVG file as a program that shows it reads it: XML that is not well-formed is an error. */
final class Picture {

    private static final Pattern FIRST_NUMBERS = Pattern.compile("M(-?[0-9.]+) (-?[0-9.]+)");

    private final String text;
    private final Element root;

    private Picture(String text, Element root) {
        this.text = text;
        this.root = root;
    }

    static Picture of(Path file) throws Exception {
        return of(Files.readString(file));
    }

    static Picture of(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        if (!"http://www.w3.org/2000/svg".equals(root.getNamespaceURI())) {
            throw new IOException("not SVG: " + root.getNodeName());
        }
        return new Picture(text, root);
    }

    String text() {
        return text;
    }

    double width() {
        return Double.parseDouble(root.getAttribute("width"));
    }

    double height() {
        return Double.parseDouble(root.getAttribute("height"));
    }

    /** Groups that have all these words in their class, in the order of drawing. */
    List<Element> groups(String... words) {
        return elements(root, "g").stream()
                .filter(group -> List.of(group.getAttribute("class").split(" ")).containsAll(Arrays.asList(words)))
                .toList();
    }

    List<Element> texts() {
        return elements(root, "text");
    }

    static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static String said(Element group) {
        List<Element> titles = elements(group, "title");
        return titles.isEmpty() ? "" : titles.get(0).getTextContent();
    }

    /** Where a candle or a mark is from left to right. */
    static double x(Element group) {
        for (Element circle : elements(group, "circle")) {
            return number(circle, "cx");
        }
        for (Element rectangle : elements(group, "rect")) {
            return number(rectangle, "x") + number(rectangle, "width") / 2;
        }
        Matcher first = FIRST_NUMBERS.matcher(elements(group, "path").get(0).getAttribute("d"));
        if (!first.find()) {
            throw new AssertionError("no place in " + group.getAttribute("class"));
        }
        return Double.parseDouble(first.group(1));
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
