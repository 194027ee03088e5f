package ai.finai.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.finai.models.InvalidModelException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the tokenizer against the one that most models were trained with. */
class WordPieceReferenceTest {

    private static final int TEXTS = 6_000;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void offline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @ParameterizedTest(name = "lower case {0}, at most {1} pieces")
    @CsvSource({"true,512", "true,16", "false,512"})
    void textsOfEveryScriptBecomeTheSamePieces(boolean lowerCase, int longest)
            throws IOException, InvalidModelException {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Set<Integer> reclassified = reclassified(lowerCase);
        RandomTexts random = new RandomTexts(seed, c -> !reclassified.contains(c));
        assertThat(random.scripts()).isGreaterThan(150);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(random.text());
        }
        Words words = lowerCase ? Words.UNCASED : Words.CASED;
        byte[] json = tokenizerJson(vocabulary(texts, words, new Random(seed)), lowerCase);
        Path file = Files.write(folder.resolve("tokenizer-" + lowerCase + longest + ".json"), json);
        TokenizerFile read = TokenizerFile.of(json);
        assertThat(read.words()).isEqualTo(words);
        WordPiece own = new WordPiece(read.vocabulary(), read.words(), longest);
        int unknown = 0;
        try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.builder()
                .optTokenizerPath(file)
                .optTruncation(true)
                .optMaxLength(longest)
                .optPadding(false)
                .build()) {
            for (String text : texts) {
                int[] expected = Arrays.stream(reference.encode(text).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                assertThat(own.ids(text)).as("seed %d: %s", seed, written(text)).isEqualTo(expected);
                unknown += Arrays.stream(expected).anyMatch(id -> id == 1) ? 1 : 0;
            }
        }
        assertThat(unknown).as("texts with unknown words").isBetween(TEXTS / 100, TEXTS * 9 / 10);
    }

    @Test
    void onlyCharactersThatUnicodeAddedOrReclassifiedAfterItsVersion8AreTakenOtherwise()
            throws IOException, InvalidModelException {
        Set<Integer> reclassified = reclassified(true);
        assertThat(reclassified).hasSizeBetween(1, 450).allSatisfy(c -> assertThat(c)
                .isGreaterThan(0x7F0));
        assertThat(reclassified.stream()
                        .map(Character::getType)
                        .map(Integer::byteValue)
                        .toList())
                .as("marks, format characters, punctuation, and one letter made of two")
                .containsOnly(
                        Character.NON_SPACING_MARK,
                        Character.COMBINING_SPACING_MARK,
                        Character.FORMAT,
                        Character.OTHER_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.OTHER_SYMBOL);
    }

    /** Characters of which the reference makes something else, between two letters. */
    private static Set<Integer> reclassified(boolean lowerCase) throws IOException, InvalidModelException {
        int[] characters = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                .filter(c -> switch (Character.getType(c)) {
                    case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
                    default -> true;
                })
                .toArray();
        List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        for (int c : characters) {
            pieces.add(Character.toString(c));
            pieces.add("##" + Character.toString(c));
        }
        byte[] json = tokenizerJson(pieces, lowerCase);
        Path file = Files.write(folder.resolve("characters-" + lowerCase + ".json"), json);
        TokenizerFile read = TokenizerFile.of(json);
        WordPiece own = new WordPiece(read.vocabulary(), read.words(), 64);
        Set<Integer> others = new LinkedHashSet<>();
        try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.newInstance(file)) {
            for (int c : characters) {
                String text = 'a' + Character.toString(c) + 'b';
                long[] expected = reference.encode(text).getIds();
                if (!Arrays.equals(Arrays.stream(own.ids(text)).asLongStream().toArray(), expected)) {
                    others.add(c);
                }
            }
        }
        return others;
    }

    /** Most of the texts' characters, and runs of them, as pieces of both kinds. */
    private static List<String> vocabulary(List<String> texts, Words words, Random random) {
        Set<String> pieces = new LinkedHashSet<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
        for (String text : texts) {
            for (String word : words.of(text)) {
                int[] characters = word.codePoints().toArray();
                for (int from = 0; from < characters.length; from++) {
                    int length = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
                    String piece = new String(characters, from, Math.min(length, characters.length - from));
                    if (random.nextInt(50) > 0) {
                        pieces.add(from == 0 ? piece : "##" + piece);
                    }
                }
            }
        }
        return List.copyOf(pieces);
    }

    private static byte[] tokenizerJson(List<String> pieces, boolean lowerCase) throws IOException {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        pieces.forEach(piece -> numbers.put(piece, numbers.size()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put("truncation", null);
        json.put("padding", null);
        json.put("added_tokens", List.of());
        Map<String, Object> normalizer = new LinkedHashMap<>();
        normalizer.put("type", "BertNormalizer");
        normalizer.put("clean_text", true);
        normalizer.put("handle_chinese_chars", true);
        normalizer.put("strip_accents", null);
        normalizer.put("lowercase", lowerCase);
        json.put("normalizer", normalizer);
        json.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        json.put(
                "post_processor",
                Map.of(
                        "type", "TemplateProcessing",
                        "single", List.of(special("[CLS]"), sequence("A", 0), special("[SEP]")),
                        "pair", List.of(sequence("A", 0), sequence("B", 1)),
                        "special_tokens", Map.of("[CLS]", known("[CLS]", 2), "[SEP]", known("[SEP]", 3))));
        json.put("decoder", null);
        json.put(
                "model",
                Map.of(
                        "type", "WordPiece",
                        "unk_token", "[UNK]",
                        "continuing_subword_prefix", "##",
                        "max_input_chars_per_word", 100,
                        "vocab", numbers));
        return new ObjectMapper().writeValueAsBytes(json);
    }

    private static Map<String, Object> special(String marker) {
        return Map.of("SpecialToken", Map.of("id", marker, "type_id", 0));
    }

    private static Map<String, Object> sequence(String name, int type) {
        return Map.of("Sequence", Map.of("id", name, "type_id", type));
    }

    private static Map<String, Object> known(String marker, int id) {
        return Map.of("id", marker, "ids", List.of(id), "tokens", List.of(marker));
    }

    private static String written(String text) {
        StringBuilder written = new StringBuilder();
        text.codePoints().forEach(c -> written.append(String.format("U+%04X ", c)));
        return written.toString();
    }
}
