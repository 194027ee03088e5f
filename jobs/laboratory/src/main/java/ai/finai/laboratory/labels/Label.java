package ai.finai.laboratory.labels;

import org.jspecify.annotations.Nullable;

/**
 * A statement that a transaction is part of laundering.
 *
 * @param account whose posting it is about; null for both sides
 * @param typology the kind of laundering
 */
record Label(String transactionId, @Nullable String account, String typology) {

    boolean concerns(String postingAccount) {
        return account == null || account.equals(postingAccount);
    }
}
