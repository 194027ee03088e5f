package ai.finai.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. Jackson's own decoder lets these pass. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** @return the place of the first byte that is not UTF-8, or -1 */
    static int firstInvalid(byte[] bytes) {
        int at = 0;
        int n = bytes.length;
        while (at < n) {
            // Most records are ASCII throughout: eight bytes a step.
            while (at + 8 <= n && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
            }
            while (at < n && bytes[at] >= 0) {
                at++;
            }
            if (at < n) {
                int length = sequence(bytes, at, n);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    /** The length of the sequence of two to four bytes that starts here, or 0 where none does (Unicode 16, table 3-7). */
    private static int sequence(byte[] b, int at, int n) {
        int lead = b[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return at + 1 < n && continues(b[at + 1]) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            if (at + 2 >= n || !continues(b[at + 1]) || !continues(b[at + 2])) {
                return 0;
            }
            int second = b[at + 1] & 0xFF;
            return (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ? 0 : 3;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            if (at + 3 >= n || !continues(b[at + 1]) || !continues(b[at + 2]) || !continues(b[at + 3])) {
                return 0;
            }
            int second = b[at + 1] & 0xFF;
            return (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ? 0 : 4;
        }
        return 0;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
