package ai.finai.state.reading;

import ai.finai.state.reading.table.Identity;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces accounts and the ids of transactions and alerts by pseudonyms, or leaves them: {@code acct_}, {@code txn_} or
 * {@code alert_}, and the first 128 bits, in hex, of HMAC-SHA-256 (RFC 2104). The same account has the same pseudonym in every
 * table and snapshot, so that joins still work; without the key nobody finds the account to a pseudonym, nor, as with a plain
 * hash, by trying all accounts there are.
 */
public final class Masking implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Leaves everything as it is. */
    public static final Masking NONE = new Masking(null);

    /** Bytes of a key, at least: as many as the hash has. */
    public static final int SHORTEST_KEY = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;

    private final byte @Nullable [] key;
    private transient @Nullable Mac mac;

    private Masking(byte @Nullable [] key) {
        this.key = key;
    }

    /**
     * @param key at least {@link #SHORTEST_KEY} bytes, secret
     * @throws IllegalArgumentException if it is shorter
     */
    public static Masking with(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "a masking key of " + key.length + " bytes: at least " + SHORTEST_KEY + " are needed");
        }
        return new Masking(key.clone());
    }

    /** Tells one key from another, and does not tell the key; empty without one. */
    public String id() {
        byte[] present = key;
        return present == null ? "" : hash("finai masking key id", present);
    }

    /**
     * What stands for a value. For one thread.
     *
     * @param identity what it is: where an account and a transaction have the same name, that is not seen
     * @param value null gives null
     */
    public @Nullable String of(Identity identity, @Nullable String value) {
        byte[] present = key;
        if (value == null || present == null) {
            return value;
        }
        // Accounts as they are: their pseudonyms are in tables that were exported before anything else was masked.
        return identity.prefix()
                + hash(identity == Identity.ACCOUNT ? value : identity.prefix() + '\0' + value, present);
    }

    private String hash(String text, byte[] present) {
        byte[] hash = mac(present).doFinal(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, PSEUDONYM_BYTES));
    }

    private Mac mac(byte[] present) {
        Mac made = mac;
        if (made == null) {
            try {
                made = Mac.getInstance(ALGORITHM);
                made.init(new SecretKeySpec(present, ALGORITHM));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
            mac = made;
        }
        return made;
    }
}
