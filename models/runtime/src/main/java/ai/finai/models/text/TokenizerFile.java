package ai.finai.models.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.JsonProblem;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code tokenizer.json}, as the Hugging Face libraries write it, as far as it says the same as a {@code vocab.txt}: a
 * WordPiece vocabulary and how words are cut. Any other way to cut them is refused, rather than guessed at.
 *
 * @param vocabulary with the hash of the whole file
 * @param words how texts are cut into words
 */
public record TokenizerFile(Vocabulary vocabulary, Words words) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads one.
     *
     * @param file its bytes may be anything
     * @throws InvalidModelException with everything in it that is not as BERT has it
     */
    public static TokenizerFile of(byte[] file) throws InvalidModelException {
        Vocabulary.requireSize(file);
        JsonNode root;
        try {
            root = JSON.readTree(file);
        } catch (IOException e) {
            throw new InvalidModelException("tokenizer.json: " + JsonProblem.of(e));
        }
        List<String> problems = new ArrayList<>();
        JsonNode model = root.path("model");
        // Files of before 2020 leave out the type.
        require(problems, "model.type", model.path("type").asText("WordPiece"), "WordPiece");
        require(problems, "model.continuing_subword_prefix", text(model, "continuing_subword_prefix", "##"), "##");
        require(problems, "model.unk_token", text(model, "unk_token", Vocabulary.UNKNOWN), Vocabulary.UNKNOWN);
        require(
                problems,
                "model.max_input_chars_per_word",
                text(model, "max_input_chars_per_word", "100"),
                Integer.toString(WordPiece.LONGEST_WORD));
        JsonNode normalizer = root.path("normalizer");
        require(problems, "normalizer.type", text(normalizer, "type", "none"), "BertNormalizer");
        require(problems, "normalizer.clean_text", text(normalizer, "clean_text", "true"), "true");
        require(problems, "pre_tokenizer.type", text(root.path("pre_tokenizer"), "type", "none"), "BertPreTokenizer");
        Map<String, Integer> numbers = numbers(model.path("vocab"), problems);
        if (!problems.isEmpty()) {
            throw new InvalidModelException(problems);
        }
        boolean lowerCase = normalizer.path("lowercase").asBoolean(true);
        JsonNode accents = normalizer.path("strip_accents");
        return new TokenizerFile(
                Vocabulary.of(numbers, file).requireMarkers(),
                new Words(
                        lowerCase,
                        accents.isBoolean() ? accents.asBoolean() : lowerCase,
                        normalizer.path("handle_chinese_chars").asBoolean(true)));
    }

    private static String text(JsonNode node, String field, String otherwise) {
        return node.path(field).asText(otherwise);
    }

    private static void require(List<String> problems, String place, String found, String expected) {
        if (!found.equals(expected)) {
            problems.add("tokenizer.json: " + place + " is '" + found + "'; expected " + expected);
        }
    }

    private static Map<String, Integer> numbers(JsonNode vocabulary, List<String> problems) {
        Map<String, Integer> numbers = new HashMap<>();
        if (!vocabulary.isObject()) {
            problems.add("tokenizer.json: model.vocab is no object of pieces and numbers");
            return numbers;
        }
        vocabulary.fields().forEachRemaining(entry -> {
            if (entry.getValue().isIntegralNumber() && entry.getValue().canConvertToInt()) {
                numbers.put(entry.getKey(), entry.getValue().asInt());
            } else if (problems.size() < 5) {
                problems.add("tokenizer.json: model.vocab." + entry.getKey() + " is no number");
            }
        });
        return numbers;
    }
}
