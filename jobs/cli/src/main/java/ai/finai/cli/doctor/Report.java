package ai.finai.cli.doctor;

import ai.finai.cli.ExitCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was found, as it is printed. */
record Report(List<Finding> findings) {

    Report {
        findings = told(findings).stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::job)
                        .thenComparing(Finding::check)
                        .thenComparing(Finding::place))
                .toList();
    }

    /** What two jobs have in common is told once, and so is what one job has twice. */
    private static List<Finding> told(List<Finding> findings) {
        Map<Finding, Set<String>> jobs = new LinkedHashMap<>();
        for (Finding finding : findings) {
            jobs.computeIfAbsent(finding.of(""), same -> new TreeSet<>()).add(finding.job());
        }
        List<Finding> told = new ArrayList<>();
        jobs.forEach((finding, names) -> told.add(finding.of(String.join(", ", names))));
        return told;
    }

    /** What stops a job says more than what could not be looked at. */
    int exitCode() {
        return count(Severity.STOPS) > 0
                ? ExitCode.FAILED
                : count(Severity.UNKNOWN) > 0 ? ExitCode.MISSING : ExitCode.OK;
    }

    void print(PrintWriter out) {
        for (Finding finding : findings) {
            String place = finding.place().isEmpty() ? "" : finding.place() + ": ";
            out.println(String.format("%-8s", finding.severity().code()) + place + finding.what() + "  ["
                    + finding.check() + (finding.job().isEmpty() ? "" : ", " + finding.job()) + "]");
            if (!finding.mend().isEmpty()) {
                out.println("        " + finding.mend());
            }
            if (!finding.runbook().isEmpty()) {
                out.println("        " + finding.runbook());
            }
        }
        out.println(summary());
    }

    private String summary() {
        long stops = count(Severity.STOPS);
        long risks = count(Severity.RISK);
        long unknown = count(Severity.UNKNOWN);
        String found = stops + risks == 0
                ? "nothing is wrong"
                : stops + " found that " + (stops == 1 ? "stops" : "stop") + " a job, " + risks
                        + (risks == 1 ? " risk" : " risks");
        return found + (unknown == 0 ? "" : ", " + unknown + " not looked at") + ", " + count(Severity.NOTE)
                + (count(Severity.NOTE) == 1 ? " note" : " notes");
    }

    void printJson(PrintWriter out) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode all = mapper.createObjectNode();
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, count(severity));
        }
        counts.forEach((severity, count) -> all.put(severity.code(), count));
        var list = all.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("check", finding.check())
                    .put("job", finding.job())
                    .put("severity", finding.severity().code())
                    .put("place", finding.place())
                    .put("what", finding.what())
                    .put("mend", finding.mend())
                    .put("runbook", finding.runbook());
        }
        out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
