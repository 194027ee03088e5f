package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * Values that come again and again (channels, countries, banks) as one string each. Of fixed size: a value that shares
 * another's place takes it over, so hostile input costs time only.
 */
final class RepeatedText {

    private static final int PLACES = 1024;

    private final @Nullable String[] raw = new @Nullable String[PLACES];
    private final @Nullable String[] upper = new @Nullable String[PLACES];

    String text(char[] chars, int from, int length) {
        return value(chars, from, length, false);
    }

    /** In upper case by the rules of no language in particular. */
    String upperCase(char[] chars, int from, int length) {
        return value(chars, from, length, true);
    }

    private String value(char[] chars, int from, int length, boolean upperCase) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + chars[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String kept = raw[place];
        if (kept == null || !same(kept, chars, from, length)) {
            kept = new String(chars, from, length);
            raw[place] = kept;
            String capitals = capitals(kept);
            upper[place] = capitals.equals(kept) ? kept : capitals;
        }
        String capitals = upper[place];
        return upperCase && capitals != null ? capitals : kept;
    }

    /** Character by character, so that no text gets longer ("ß" stays). */
    private static String capitals(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = Character.toUpperCase(chars[i]);
        }
        return new String(chars);
    }

    private static boolean same(String kept, char[] chars, int from, int length) {
        if (kept.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (kept.charAt(i) != chars[from + i]) {
                return false;
            }
        }
        return true;
    }
}
