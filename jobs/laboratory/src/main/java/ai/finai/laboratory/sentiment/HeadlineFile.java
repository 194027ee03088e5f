package ai.finai.laboratory.sentiment;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.input.CsvFile;
import ai.finai.events.Hashes;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.training.headlines.Headline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headlines that people have judged, from a CSV file.
 *
 * @param name of the file, without its folder
 * @param headlines in the order of the file, those without one of the three sentiments left out
 * @param others rows that were left out, by what stands in their place of the sentiment, such as {@code mixed}
 * @param sha256 of what was read: texts, sentiments and names of subjects
 */
record HeadlineFile(String name, List<Headline> headlines, Map<String, Integer> others, String sha256) {

    private static final List<String> TEXT = List.of("text", "title", "headline");
    private static final List<String> SENTIMENT = List.of("sentiment", "headline_sentiment", "label");
    private static final List<String> SUBJECT = List.of("entity", "subject", "company");

    /**
     * Reads a file with a column {@code text}, {@code title} or {@code headline} and a column {@code sentiment},
     * {@code headline_sentiment} or {@code label}; the first of each that is there counts.
     *
     * @param subjects a file with such a text column and a column {@code entity}, {@code subject} or {@code company}, a row
     *     for each name that stands in a headline; null if nobody marked them
     * @throws CommandFailed if one cannot be read, lacks a column, or has no headline
     */
    static HeadlineFile read(String file, @Nullable String subjects) {
        Map<String, List<String>> names = subjects == null ? Map.of() : subjects(subjects);
        String name = String.valueOf(Path.of(file).getFileName());
        List<Headline> headlines = new ArrayList<>();
        Map<String, Integer> others = new HashMap<>();
        MessageDigest digest = Hashes.sha256();
        try (CsvFile rows = CsvFile.openWithLineEnds(file)) {
            int text = column(rows, file, TEXT);
            int sentiment = column(rows, file, SENTIMENT);
            while (rows.nextRow()) {
                String said = rows.cell(sentiment).strip().toLowerCase(Locale.ROOT);
                @Nullable Sentiment known = sentiment(said);
                if (known == null) {
                    others.merge(said, 1, Integer::sum);
                    continue;
                }
                Headline headline =
                        new Headline(rows.cell(text), known, name, names.getOrDefault(rows.cell(text), List.of()));
                headlines.add(headline);
                digest.update((headline.text() + '\0' + said + '\0' + String.join("\0", headline.subjects()) + '\n')
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (headlines.isEmpty()) {
            throw CommandFailed.usage(file + ": no row is negative, neutral or positive; found " + others.keySet());
        }
        return new HeadlineFile(
                name, List.copyOf(headlines), Map.copyOf(others), HexFormat.of().formatHex(digest.digest()));
    }

    private static Map<String, List<String>> subjects(String file) {
        Map<String, List<String>> names = new HashMap<>();
        try (CsvFile rows = CsvFile.openWithLineEnds(file)) {
            int text = column(rows, file, TEXT);
            int subject = column(rows, file, SUBJECT);
            while (rows.nextRow()) {
                names.computeIfAbsent(rows.cell(text), t -> new ArrayList<>()).add(rows.cell(subject));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static int column(CsvFile rows, String file, List<String> names) {
        for (String name : names) {
            int column = rows.header().indexOf(name);
            if (column >= 0) {
                return column;
            }
        }
        throw CommandFailed.usage(
                file + ":1: no column " + String.join(", ", names) + "; there are " + String.join(", ", rows.header()));
    }

    private static @Nullable Sentiment sentiment(String code) {
        for (Sentiment sentiment : Sentiment.values()) {
            if (sentiment.code().equals(code)) {
                return sentiment;
            }
        }
        return null;
    }
}
