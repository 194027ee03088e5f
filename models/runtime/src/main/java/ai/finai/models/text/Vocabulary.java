package ai.finai.models.text;

import ai.finai.events.Hashes;
import ai.finai.models.InvalidModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that texts are cut into, each with its number: a piece that begins a word as it is, one that goes on with
 * {@code ##} before it.
 */
public final class Vocabulary {

    /** Pieces, at most: four times BERT's multilingual vocabulary. */
    public static final int MOST_PIECES = 500_000;

    /** No file may be larger. */
    public static final int LARGEST = 32 << 20;

    public static final String PADDING = "[PAD]";
    public static final String UNKNOWN = "[UNK]";
    public static final String BEGIN = "[CLS]";
    public static final String END = "[SEP]";

    private static final String GOES_ON = "##";

    private final Map<String, Integer> numbers;
    private final @Nullable String[] pieces;
    private final String sha256;

    private Vocabulary(Map<String, Integer> numbers, String sha256) throws InvalidModelException {
        this.numbers = numbers;
        this.sha256 = sha256;
        if (numbers.isEmpty()) {
            throw new InvalidModelException("the vocabulary is empty");
        }
        int size = 0;
        for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
            int number = entry.getValue();
            if (number < 0 || number >= MOST_PIECES) {
                throw new InvalidModelException("the vocabulary's piece '" + entry.getKey() + "' has number " + number
                        + "; allowed are 0 to " + (MOST_PIECES - 1));
            }
            size = Math.max(size, number + 1);
        }
        pieces = new @Nullable String[size];
        numbers.forEach((piece, number) -> pieces[number] = piece);
    }

    /**
     * Reads {@code vocab.txt}: UTF-8, a piece a line, the first being number 0.
     *
     * @throws InvalidModelException if it is none, or lacks a piece that every text needs
     */
    public static Vocabulary ofLines(byte[] file) throws InvalidModelException {
        requireSize(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidModelException("the vocabulary is not UTF-8");
        }
        Map<String, Integer> numbers = new HashMap<>();
        int number = 0;
        for (int from = 0; from < text.length(); number++) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            int until = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
            numbers.put(text.substring(from, until), number); // of equal lines the last counts, as in BERT
            from = end + 1;
        }
        return new Vocabulary(numbers, Hashes.sha256(file)).requireMarkers();
    }

    /** As {@link #ofLines} would read them. */
    public static Vocabulary of(List<String> pieces) throws InvalidModelException {
        return ofLines(lines(pieces));
    }

    /** Pieces with their numbers, read from a file of another form. */
    static Vocabulary of(Map<String, Integer> numbers, byte[] file) throws InvalidModelException {
        return new Vocabulary(new HashMap<>(numbers), Hashes.sha256(file));
    }

    static void requireSize(byte[] file) throws InvalidModelException {
        if (file.length > LARGEST) {
            throw new InvalidModelException(
                    "the vocabulary has " + file.length + " bytes; at most " + LARGEST + " are allowed");
        }
    }

    /** A {@code vocab.txt} of pieces in their order. */
    public static byte[] lines(List<String> pieces) {
        return (String.join("\n", pieces) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws InvalidModelException that names the pieces that are missing */
    Vocabulary requireMarkers() throws InvalidModelException {
        List<String> missing = new ArrayList<>();
        for (String marker : List.of(PADDING, UNKNOWN, BEGIN, END)) {
            if (!numbers.containsKey(marker)) {
                missing.add(marker);
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidModelException("the vocabulary lacks " + String.join(", ", missing));
        }
        return this;
    }

    /** One more than the largest number: the rows that a table of embeddings must have. */
    public int size() {
        return pieces.length;
    }

    /** Of the file that it was read from, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** How the piece is written; empty for a number that stands for none. */
    public String piece(int number) {
        String piece = number >= 0 && number < pieces.length ? pieces[number] : null;
        return piece == null ? "" : piece;
    }

    /** Of what fills rows up to the length of others. */
    public int padding() {
        return marker(PADDING);
    }

    /** Of what stands for a word that cannot be cut. */
    public int unknown() {
        return marker(UNKNOWN);
    }

    /** Of what every text begins with. */
    public int begin() {
        return marker(BEGIN);
    }

    /** Of what every text ends with. */
    public int end() {
        return marker(END);
    }

    private int marker(String marker) {
        Integer number = numbers.get(marker);
        if (number == null) {
            throw new IllegalStateException("the vocabulary lacks " + marker);
        }
        return number;
    }

    /** The number of a piece that begins a word; -1 if there is none. */
    int first(String piece) {
        return numbers.getOrDefault(piece, -1);
    }

    /** The number of a piece that goes on; -1 if there is none. */
    int later(String word, int from, int until) {
        return numbers.getOrDefault(GOES_ON + word.substring(from, until), -1);
    }
}
