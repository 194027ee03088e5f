package ai.finai.models.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Texts of every script, with what breaks tokenizers strewn in. */
final class RandomTexts {

    /** Spaces and line ends of all kinds, invisible characters, controls, joiners, marks, quotes, letters that become two. */
    private static final int[] AWKWARD = {
        0, 1, 7, 9, 0xA, 0xB, 0xC, 0xD, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0xA0, 0xAD, 0x130, 0x131, 0x149, 0x17F, 0x1C5,
        0x1E9E, 0x300, 0x301, 0x308, 0x327, 0x345, 0x3A3, 0x3C2, 0x591, 0x61C, 0x640, 0x64B, 0x670, 0x93C, 0x94D, 0xE33,
        0xE49, 0x1100, 0x1161, 0x11A8, 0x1680, 0x180E, 0x2000, 0x2002, 0x2009, 0x200B, 0x200C, 0x200D, 0x200E, 0x2018,
        0x2019, 0x201C, 0x2026, 0x2028, 0x2029, 0x202E, 0x202F, 0x205F, 0x2060, 0x20AC, 0x20E3, 0x2122, 0x2126, 0x212A,
        0x212B, 0x3000, 0x3002, 0x3005, 0x309B, 0x30FC, 0xAC00, 0xD7A3, 0xE000, 0xF900, 0xFB01, 0xFDFA, 0xFE0F, 0xFEFF,
        0xFF01, 0xFF21, 0xFFFC, 0xFFFD, 0x1D11E, 0x1F1E6, 0x1F468, 0x1F3FD, 0x1F4C8, 0x20000, 0x2B820, 0x2B920, 0x2F800,
        0xE0001, 0xE0100, 0x378, 0x9FFF, 0x2FFFE
    };

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final Random random;
    private final int[] awkward;
    private final List<int[]> scripts = new ArrayList<>();

    /** @param taken which characters a text may have */
    RandomTexts(long seed, IntPredicate taken) {
        random = new Random(seed);
        awkward = Arrays.stream(AWKWARD).filter(taken).toArray();
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            int[] characters = Arrays.stream(characters(script)).filter(taken).toArray();
            if (characters.length > 0) {
                scripts.add(characters);
            }
        }
    }

    /** Assigned ones, from all over the script. */
    private static int[] characters(Character.UnicodeScript script) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> Character.UnicodeScript.of(c) == script)
                .filter(c -> Character.getType(c) != Character.UNASSIGNED
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.PRIVATE_USE)
                .toArray();
    }

    int scripts() {
        return scripts.size();
    }

    /** A few words, each of one script or of several. */
    String text() {
        StringBuilder text = new StringBuilder();
        int words = random.nextInt(12);
        for (int i = 0; i < words; i++) {
            word(text);
            if (random.nextInt(4) > 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private void word(StringBuilder text) {
        int[] script = scripts.get(random.nextInt(scripts.size()));
        int length = random.nextInt(60) == 0 ? 90 + random.nextInt(30) : 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(16)) {
                case 0 -> text.appendCodePoint(awkward[random.nextInt(awkward.length)]);
                case 1 -> text.append(PUNCTUATION.charAt(random.nextInt(PUNCTUATION.length())));
                case 2, 3, 4 -> text.append((char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(26)));
                case 5 -> text.append((char) ('0' + random.nextInt(10)));
                default -> text.appendCodePoint(script[random.nextInt(script.length)]);
            }
        }
    }
}
