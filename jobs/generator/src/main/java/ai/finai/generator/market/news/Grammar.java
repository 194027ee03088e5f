package ai.finai.generator.market.news;

import ai.finai.generator.Randomness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Texts as rules make them. A file has a rule's name and a colon on a line, and behind it the rule's alternatives, a line each
 * and indented; {@code {name}} in an alternative stands for a text of that rule or, where there is no such rule, for a word
 * that is given. All alternatives are equally likely; a line that begins with {@code #} says something to a reader.
 */
final class Grammar {

    /** A piece of an alternative. */
    private record Piece(boolean isName, String text) {}

    private final Map<String, List<List<Piece>>> rules = new HashMap<>();

    private Grammar() {}

    /** @param resource beside this class */
    static Grammar ofResource(String resource) {
        InputStream file = Objects.requireNonNull(Grammar.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Grammar grammar = new Grammar();
            List<List<Piece>> rule = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith(" ")) {
                    rule.add(pieces(line.strip()));
                } else {
                    rule = new ArrayList<>();
                    grammar.rules.put(line.substring(0, line.indexOf(':')), rule);
                }
            }
            return grammar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Piece> pieces(String alternative) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < alternative.length()) {
            int open = alternative.indexOf('{', at);
            int until = open < 0 ? alternative.length() : open;
            if (until > at) {
                pieces.add(new Piece(false, alternative.substring(at, until)));
            }
            if (open < 0) {
                break;
            }
            int close = alternative.indexOf('}', open);
            pieces.add(new Piece(true, alternative.substring(open + 1, close)));
            at = close + 1;
        }
        return pieces;
    }

    boolean has(String rule) {
        return rules.containsKey(rule);
    }

    /** All names in alternatives. */
    List<String> references() {
        return rules.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .filter(Piece::isName)
                .map(Piece::text)
                .distinct()
                .toList();
    }

    /**
     * Makes a text.
     *
     * @param words for the names that are no rules
     */
    String text(String rule, Map<String, String> words, Randomness random) {
        StringBuilder text = new StringBuilder(96);
        append(rule, words, random, text);
        return text.toString();
    }

    private void append(String name, Map<String, String> words, Randomness random, StringBuilder text) {
        List<List<Piece>> alternatives = rules.get(name);
        if (alternatives == null) {
            text.append(Objects.requireNonNull(words.get(name), name));
            return;
        }
        for (Piece piece : alternatives.get(random.below(alternatives.size()))) {
            if (piece.isName()) {
                append(piece.text(), words, random, text);
            } else {
                text.append(piece.text());
            }
        }
    }
}
