package ai.finai.events.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML file that a person wrote, read once, with the line of everything in it.
 *
 * <p>The short way: {@code YamlDocument.read(file).bind(AmlConfig.class, AmlConfig.DEFAULTS)}. Where a form is not a
 * plain record, walk from {@link #root()}: every reading method notes what is wrong and goes on, and {@link
 * #throwIfInvalid()} throws it all together.
 *
 * <p>Of YAML 1.2 there is what configuration needs: mappings, lists and scalars in UTF-8. Anchors with aliases, tags and
 * several documents in a file are refused, as are files over {@value #MAX_BYTES} bytes, over {@value #MAX_VALUES} values
 * or nested more than {@value #MAX_DEPTH} deep: no file can make the reader slow or large.
 */
public final class YamlDocument {

    public static final int MAX_BYTES = 16 * 1024 * 1024;
    public static final int MAX_VALUES = 1_000_000;
    public static final int MAX_DEPTH = 32;

    private final String name;
    private final String sha256;
    private final List<YamlError> errors = new ArrayList<>();
    private final YamlNode root;

    private YamlDocument(String name, byte[] bytes) {
        this.name = name;
        this.sha256 = sha256(bytes);
        this.root = new YamlNode(this, compose(bytes), "", "key", null);
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml if it is not YAML, or more than is read
     */
    public static YamlDocument read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString(), in.readNBytes(MAX_BYTES + 1));
        }
    }

    /**
     * @param name what messages call it
     * @throws InvalidYaml if it is not YAML, or more than is read
     */
    public static YamlDocument parse(String name, byte[] bytes) {
        return new YamlDocument(name, bytes);
    }

    /** {@link #parse(String, byte[])} of the text in UTF-8. */
    public static YamlDocument parse(String name, String text) {
        return parse(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    /** Of the bytes, lower-case hex. */
    public String sha256() {
        return sha256;
    }

    public YamlNode root() {
        return root;
    }

    /**
     * The whole file as a record, without defaults: every component that is not {@code @Nullable} must be there.
     *
     * @throws InvalidYaml with everything that is wrong
     * @see YamlNode#bind
     */
    public <T extends Record> T bind(Class<T> type) {
        return bindOrThrow(root.bind(type));
    }

    /**
     * The whole file as a record; what it leaves out is taken from {@code defaults}.
     *
     * @throws InvalidYaml with everything that is wrong
     * @see YamlNode#bind
     */
    public <T extends Record> T bind(Class<T> type, T defaults) {
        return bindOrThrow(root.bind(type, defaults));
    }

    private <T> T bindOrThrow(@Nullable T bound) {
        throwIfInvalid();
        if (bound == null) {
            throw new IllegalStateException("a value that could not be bound left no error");
        }
        return bound;
    }

    /** @throws InvalidYaml with everything that was found wrong so far, if there is anything */
    public void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw new InvalidYaml(errors);
        }
    }

    void add(int line, String path, String sentence) {
        errors.add(new YamlError(name, line, path, sentence));
    }

    int errorCount() {
        return errors.size();
    }

    private Node compose(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw invalid(1, "larger than " + MAX_BYTES + " bytes, the most that is read");
        }
        String text = decode(bytes);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(0)
                .build();
        try {
            checkLimits(new Parse(settings).parseString(text));
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.orElseThrow(() -> invalid(1, "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            String where = e.getContext() == null ? "" : " (" + e.getContext() + ")";
            throw invalid(
                    line(e.getProblemMark()),
                    "not YAML: look here and in the lines before for another indentation, a missing colon, quote or bracket; "
                            + "its parser says: " + e.getProblem() + where);
        } catch (ReaderException e) {
            throw invalid(
                    lineAt(text, e.getPosition()),
                    "a character that YAML does not allow: U+%04X".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw invalid(1, "not YAML: " + e.getMessage());
        }
    }

    /** Before a tree is built: the events come one by one, so nothing large is held. */
    private void checkLimits(Iterable<Event> events) {
        int depth = 0;
        int values = 0;
        int documents = 0;
        for (Event event : events) {
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw invalid(line(event.getStartMark()), "a second document ('---'): one file holds one");
            }
            boolean tagged =
                    event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                            || event instanceof CollectionStartEvent start
                                    && start.getTag().isPresent();
            if (tagged) {
                throw invalid(line(event.getStartMark()), "a tag (!...): write the value without it");
            }
            if (event.getEventId() == Event.ID.Alias) {
                throw invalid(line(event.getStartMark()), "an alias (*...): write the value out");
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw invalid(line(event.getStartMark()), "nested more than " + MAX_DEPTH + " deep");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (++values > MAX_VALUES) {
                throw invalid(line(event.getStartMark()), "more than " + MAX_VALUES + " values");
            }
        }
    }

    private String decode(byte[] bytes) {
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        ByteBuffer in = ByteBuffer.wrap(bytes, mark ? 3 : 0, bytes.length - (mark ? 3 : 0));
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            int line = 1 + (int) out.flip().chars().filter(c -> c == '\n').count();
            throw invalid(
                    line, "not UTF-8 (byte 0x%02X): save the file as UTF-8".formatted(bytes[in.position()] & 0xFF));
        }
        return out.flip().toString();
    }

    private InvalidYaml invalid(int line, String sentence) {
        return new InvalidYaml(List.of(new YamlError(name, line, "", sentence)));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(1);
    }

    private static int lineAt(String text, int position) {
        return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
