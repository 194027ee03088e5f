package ai.finai.patterns;

import java.util.stream.Collectors;

/** How the parameters of a kind stand in a document. */
public final class ParameterTable {

    private ParameterTable() {}

    /** With the heading by which it is found. */
    public static String of(KindDefinition<?> kind) {
        return "<!-- parameters of " + kind.name() + ": checked against the code -->\n"
                + "| parameter | default | allowed | meaning |\n|---|---|---|---|\n"
                + kind.parameters().stream()
                        .map(p -> "| `" + p.name() + "` | " + p.presetText() + " | " + p.range() + " | " + p.meaning()
                                + " |")
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
