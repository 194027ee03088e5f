package ai.finai.cli.doctor;

import static ai.finai.cli.Cli.finai;

import ai.finai.cli.Cli;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code finai doctor --output json} says. */
record Examined(Cli cli, List<String> stops, List<String> risks, List<String> unknown, List<String> notes) {

    /** Each finding as {@code check: place: what | mend}. */
    static Examined by(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("doctor", "--output", "json", "--timeout", "60s"));
        all.addAll(Arrays.asList(arguments));
        Cli cli = finai(all.toArray(String[]::new));
        JsonNode findings = new ObjectMapper().readTree(cli.out()).path("findings");
        return new Examined(
                cli, of("stops", findings), of("risk", findings), of("unknown", findings), of("note", findings));
    }

    private static List<String> of(String severity, JsonNode findings) {
        List<String> texts = new ArrayList<>();
        for (JsonNode finding : findings) {
            if (finding.path("severity").asText().equals(severity)) {
                texts.add(finding.path("check").asText() + ": "
                        + finding.path("place").asText() + ": "
                        + finding.path("what").asText() + " | "
                        + finding.path("mend").asText());
            }
        }
        return texts;
    }
}
