package ai.finai.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The identity of an alert: the first 128 bits of SHA-256 over rule id, rule version, subject type, subject id and the
 * transaction ids of the whole evidence in order, each as UTF-8 followed by one zero byte; lower-case hex.
 * Positions in a topic are not part of it, so a replay gives the same id.
 */
public final class AlertId {

    private AlertId() {}

    public static String of(Alert.RuleReference rule, Alert.Subject subject, List<String> transactionIds) {
        MessageDigest digest = Hashes.sha256();
        add(digest, rule.id());
        add(digest, Integer.toString(rule.version()));
        add(digest, subject.type());
        add(digest, subject.id());
        for (String id : transactionIds) {
            add(digest, id);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /**
     * The identity of a whole evidence where an alert lists only its first postings: SHA-256 over all transaction ids in
     * order, each as UTF-8 followed by one zero byte; lower-case hex.
     */
    public static String ofEvidence(List<String> transactionIds) {
        MessageDigest digest = Hashes.sha256();
        for (String id : transactionIds) {
            add(digest, id);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
