package ai.finai.jobs.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query in PromQL reads: enough of the language for the queries of FinAI's dashboards and alert rules.
 *
 * @param grouping labels that results are grouped or matched by
 */
record PromQuery(String text, List<Selector> selectors, Set<String> grouping) {

    /** A metric with what is asked of its labels. */
    record Selector(String metric, List<Condition> conditions) {}

    /** @param operator {@code =}, {@code !=}, {@code =~} or {@code !~} */
    record Condition(String label, String operator, String value) {}

    private static final Pattern TOKEN =
            Pattern.compile("\\s+|\"(?<string>(?:[^\"\\\\]|\\\\.)*)\"|(?<range>\\[[^\\]]*])|(?<number>\\d[\\w.]*)"
                    + "|(?<name>[a-zA-Z_:][\\w:]*)|(?<sign>=~|!~|!=|==|>=|<=|[-+*/%^=<>(){},])");

    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private enum Kind {
        NAME,
        STRING,
        OTHER
    }

    private record Token(Kind kind, String text) {}

    /** @throws IllegalArgumentException if it is not understood */
    static PromQuery of(String query) {
        String text = query.replace("$__rate_interval", "5m");
        List<Token> tokens = tokens(text);
        List<Selector> selectors = new ArrayList<>();
        Set<String> grouping = new TreeSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String next = i + 1 < tokens.size() ? tokens.get(i + 1).text() : "";
            if (token.kind() != Kind.NAME || WORDS.contains(token.text())) {
                continue;
            }
            if (GROUPING.contains(token.text())) {
                if (next.equals("(")) {
                    for (i += 2; !tokens.get(i).text().equals(")"); i++) {
                        if (tokens.get(i).kind() == Kind.NAME) {
                            grouping.add(tokens.get(i).text());
                        }
                    }
                }
            } else if (!next.equals("(") && !GROUPING.contains(next)) { // else a function
                List<Condition> conditions = new ArrayList<>();
                if (next.equals("{")) {
                    for (i += 2; !tokens.get(i).text().equals("}"); i++) {
                        if (tokens.get(i).kind() == Kind.NAME) {
                            conditions.add(new Condition(
                                    tokens.get(i).text(),
                                    tokens.get(i + 1).text(),
                                    tokens.get(i + 2).text()));
                            i += 2;
                        }
                    }
                }
                selectors.add(new Selector(token.text(), conditions));
            }
        }
        return new PromQuery(text, selectors, grouping);
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.find(at) || token.start() != at) {
                throw new IllegalArgumentException("at " + at + " of: " + text);
            }
            if (token.group("string") != null) {
                tokens.add(new Token(Kind.STRING, token.group("string")));
            } else if (token.group("name") != null) {
                tokens.add(new Token(Kind.NAME, token.group("name")));
            } else if (!token.group().isBlank()) {
                tokens.add(new Token(Kind.OTHER, token.group()));
            }
            at = token.end();
        }
        return tokens;
    }
}
