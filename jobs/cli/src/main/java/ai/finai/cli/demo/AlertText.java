package ai.finai.cli.demo;

import ai.finai.cli.Figures;
import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Money;
import ai.finai.events.PlainText;
import ai.finai.events.Severity;
import ai.finai.events.market.MarketAlert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An alert as a person reads it: when, how urgent, which rule, whom; what happened; the evidence. Times are UTC. */
final class AlertText {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter WHEN_EVIDENCE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String INDENT = " ".repeat(19);
    private static final int MAX_EVIDENCE = 6;

    private final boolean colour;
    private final int columns;

    /** @param columns of the terminal */
    AlertText(boolean colour, int columns) {
        this.colour = colour;
        this.columns = columns;
    }

    /** Of the market: the headlines are the evidence. */
    List<String> lines(MarketAlert alert) {
        List<String> lines = new ArrayList<>();
        String again = alert.status() == MarketAlert.Status.WITHDRAWN ? "  withdrawn" : "";
        lines.add(heading(alert.eventTime(), alert.severity(), alert.rule(), alert.subject()) + again);
        narrative(lines, alert.narrative());
        for (MarketAlert.Headline headline : alert.headlines()
                .subList(0, Math.min(MAX_EVIDENCE, alert.headlines().size()))) {
            lines.add(INDENT
                    + dim(WHEN_EVIDENCE.format(Instant.ofEpochMilli(headline.published())) + "  "
                            + PlainText.line(headline.headline())));
        }
        lines.add(INDENT + dim("alert " + alert.alertId()));
        return lines;
    }

    private String heading(long eventTime, Severity severity, Alert.RuleReference rule, Alert.Subject subject) {
        return WHEN.format(Instant.ofEpochMilli(eventTime))
                + "  "
                + severity(severity)
                + "  "
                + bold(rule.id())
                + "  "
                + subject.type()
                + ' '
                + PlainText.line(subject.id());
    }

    private void narrative(List<String> lines, String narrative) {
        wrap(PlainText.line(narrative), columns - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    }

    List<String> lines(Alert alert) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(alert.eventTime(), alert.severity(), alert.rule(), alert.subject()));
        narrative(lines, alert.narrative());
        List<Alert.Evidence> evidence = alert.evidence();
        int shown = evidence.size() <= MAX_EVIDENCE ? evidence.size() : MAX_EVIDENCE - 1;
        int amountWidth = evidence.stream()
                .limit(shown)
                .mapToInt(one -> amount(one).length())
                .max()
                .orElse(0);
        evidence.stream().limit(shown).forEach(one -> lines.add(INDENT + dim(evidence(one, amountWidth))));
        if (alert.evidenceCount() > shown) {
            lines.add(INDENT + dim("... and " + Figures.count(alert.evidenceCount() - shown, "more posting")));
        }
        String scores = alert.scores().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "score %.2f  ", alert.scores().get(0).score());
        lines.add(INDENT + dim(scores + "alert " + alert.alertId()));
        return lines;
    }

    private static String evidence(Alert.Evidence posting, int amountWidth) {
        String amount = amount(posting);
        String counterparty = posting.counterparty();
        String towards = posting.direction() == Direction.CREDIT ? "from " : "to ";
        return PlainText.line(WHEN_EVIDENCE.format(Instant.ofEpochMilli(posting.eventTime()))
                + (posting.direction() == Direction.CREDIT ? "  in   " : "  out  ")
                + " ".repeat(amountWidth - amount.length())
                + amount
                + "  "
                + (posting.channel() == null ? "" : posting.channel())
                + (counterparty == null ? "" : "  " + towards + counterparty)
                + "  "
                + posting.transactionId());
    }

    private static String amount(Alert.Evidence posting) {
        int decimals = Money.decimals(posting.currency());
        java.math.BigDecimal amount = java.math.BigDecimal.valueOf(posting.amount(), decimals);
        return String.format(Locale.ROOT, "%,." + decimals + "f %s", amount, posting.currency());
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String severity(Severity severity) {
        String padded = String.format(Locale.ROOT, "%-8s", severity.name());
        return switch (severity) {
            case CRITICAL -> ansi("1;31", padded);
            case HIGH -> ansi("31", padded);
            case MEDIUM -> ansi("33", padded);
            case LOW -> padded;
        };
    }

    private String bold(String text) {
        return ansi("1", text);
    }

    private String dim(String text) {
        return ansi("2", text);
    }

    private String ansi(String code, String text) {
        return colour ? "\033[" + code + 'm' + text + "\033[0m" : text;
    }
}
