package ai.finai.state;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import org.jspecify.annotations.Nullable;

/**
 * A posting in about 60 bytes. Format 1:
 * <pre>
 * flags        1 byte: 1 debit, 2 base amount as the amount, 4 unrated, 8 without the account
 * eventTime    signed
 * transactionId, counterparty, channel   strings
 * amount       signed; then the base amount, signed, unless a flag says it
 * currency     2 bytes: three letters, or 0xFFFF and a string
 * country, counterpartyCountry           2 bytes: 0 null, two letters plus 1, or 0xFFFF and a string
 * origin       source as a string, partition and offset signed
 * account      string, unless a flag says that it is elsewhere
 * </pre>
 */
public final class PostingCodec {

    private static final int DEBIT = 1;
    private static final int SAME_AMOUNT = 2;
    private static final int UNRATED = 4;
    private static final int WITHOUT_ACCOUNT = 8;

    private static final int SPELT_OUT = 0xFFFF;
    private static final int LETTERS = 26;

    /** Every code of two or three letters that was read so far. Races only make a string twice. */
    private static final @Nullable String[] COUNTRIES = new @Nullable String[LETTERS * LETTERS];

    private static final @Nullable String[] CURRENCIES = new @Nullable String[LETTERS * LETTERS * LETTERS];

    private PostingCodec() {}

    /** @param withAccount whether the account is written too */
    public static void write(CompactWriter out, Posting posting, boolean withAccount) {
        int flags = posting.direction() == Direction.DEBIT ? DEBIT : 0;
        if (!posting.rated()) {
            flags |= UNRATED;
        } else if (posting.baseAmount() == posting.amount()) {
            flags |= SAME_AMOUNT;
        }
        if (!withAccount) {
            flags |= WITHOUT_ACCOUNT;
        }
        out.writeByte(flags);
        out.writeSigned(posting.eventTime());
        out.writeString(posting.transactionId());
        out.writeString(posting.counterparty());
        out.writeString(posting.channel());
        out.writeSigned(posting.amount());
        if ((flags & (UNRATED | SAME_AMOUNT)) == 0) {
            out.writeSigned(posting.baseAmount());
        }
        writeCode(out, posting.currency(), 3, 0);
        writeCountry(out, posting.country());
        writeCountry(out, posting.counterpartyCountry());
        Origin origin = posting.origin();
        out.writeString(origin.source());
        out.writeSigned(origin.partition());
        out.writeSigned(origin.offset());
        if (withAccount) {
            out.writeString(posting.account());
        }
    }

    /** @param account whose posting it is, where it was written without */
    public static Posting read(CompactReader in, String account) {
        int flags = in.readByte();
        long eventTime = in.readSigned();
        String transactionId = in.readText();
        String counterparty = in.readString();
        String channel = in.readRepeated();
        long amount = in.readSigned();
        long baseAmount =
                (flags & UNRATED) != 0 ? Posting.UNRATED : (flags & SAME_AMOUNT) != 0 ? amount : in.readSigned();
        int code = in.readShort();
        String currency = code == SPELT_OUT ? in.readText() : code(CURRENCIES, code, 3);
        String country = readCountry(in);
        String counterpartyCountry = readCountry(in);
        String source = in.readRepeated();
        Origin origin = new Origin(source == null ? "" : source, (int) in.readSigned(), in.readSigned());
        return new Posting(
                (flags & WITHOUT_ACCOUNT) != 0 ? account : in.readText(),
                (flags & DEBIT) != 0 ? Direction.DEBIT : Direction.CREDIT,
                counterparty,
                amount,
                currency,
                baseAmount,
                channel,
                country,
                counterpartyCountry,
                eventTime,
                transactionId,
                origin);
    }

    /** The event time of a posting whose bytes begin here, without reading the rest. */
    static long eventTime(CompactReader in) {
        in.readByte();
        return in.readSigned();
    }

    private static void writeCountry(CompactWriter out, @Nullable String country) {
        if (country == null) {
            out.writeShort(0);
        } else {
            writeCode(out, country, 2, 1);
        }
    }

    private static @Nullable String readCountry(CompactReader in) {
        int code = in.readShort();
        if (code == 0) {
            return null;
        }
        return code == SPELT_OUT ? in.readText() : code(COUNTRIES, code - 1, 2);
    }

    private static void writeCode(CompactWriter out, String text, int letters, int offset) {
        int code = 0;
        boolean plain = text.length() == letters;
        for (int i = 0; plain && i < letters; i++) {
            int letter = text.charAt(i) - 'A';
            plain = letter >= 0 && letter < LETTERS;
            code = code * LETTERS + letter;
        }
        if (plain) {
            out.writeShort(code + offset);
        } else {
            out.writeShort(SPELT_OUT);
            out.writeString(text);
        }
    }

    private static String code(@Nullable String[] known, int code, int letters) {
        String text = known[code];
        if (text == null) {
            char[] chars = new char[letters];
            int rest = code;
            for (int i = letters - 1; i >= 0; i--) {
                chars[i] = (char) ('A' + rest % LETTERS);
                rest /= LETTERS;
            }
            text = new String(chars);
            known[code] = text;
        }
        return text;
    }
}
