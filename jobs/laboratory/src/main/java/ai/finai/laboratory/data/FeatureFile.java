package ai.finai.laboratory.data;

import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Labelled postings as CSV in UTF-8: {@code account} (its number), {@code event_time} (ISO 8601, UTC, with milliseconds), {@code laundering} (0
 * or 1), {@code typology} (empty where there is none), then every feature by its title, in as many digits as the float
 * needs. Rows are in the order of postings.
 */
public final class FeatureFile {

    /** Always of one width: what reads columns guesses a format from the first rows. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private FeatureFile() {}

    /** A file that is there is replaced once all is written. A name that ends with {@code .gz} compresses. */
    public static void write(LabelledPostings postings, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream bytes = Files.newOutputStream(part);
                    OutputStream packed =
                            file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
                    Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16)) {
                writeRows(postings, out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void writeRows(LabelledPostings postings, Writer out) throws IOException {
        out.write("account,event_time,laundering,typology");
        for (Feature feature : Feature.all()) {
            out.append(',').append(feature.title());
        }
        out.write('\n');
        float[] features = postings.features();
        for (int row = 0; row < postings.size(); row++) {
            out.append(Integer.toString(postings.account(row)))
                    .append(',')
                    .append(TIME.format(Instant.ofEpochMilli(postings.time(row))));
            int label = postings.label(row);
            out.append(
                    label == LabelledPostings.NONE
                            ? ",0,"
                            : ",1," + postings.typologies().get(label - 1));
            for (int i = 0; i < Feature.COUNT; i++) {
                out.append(',').append(text(features[row * Feature.COUNT + i]));
            }
            out.write('\n');
        }
    }

    /** 0 and 1, which many features are, without decimals. */
    private static String text(float value) {
        return value == (int) value ? Integer.toString((int) value) : Float.toString(value);
    }
}
