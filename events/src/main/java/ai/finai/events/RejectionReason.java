package ai.finai.events;

import java.util.Locale;

/** Why a record is a dead letter. The code on the wire is the name in lower case with hyphens. */
public enum RejectionReason {
    /** Not one JSON object in UTF-8: truncated, other encoding, nested too deeply, trailing content, duplicate keys. */
    MALFORMED,
    /** Larger than a record may be; it was not parsed. */
    RECORD_TOO_LARGE,
    /** Written for a schema version that this release does not read. */
    UNSUPPORTED_SCHEMA_VERSION,
    /** A known field holds a value of another type. */
    WRONG_TYPE,
    MISSING_TRANSACTION_ID,
    /** Neither a debtor nor a creditor account. */
    MISSING_ACCOUNT,
    /** No amount, not a decimal number, not positive, or too large to hold. */
    INVALID_AMOUNT,
    /** More decimals than the currency has. */
    TOO_MANY_DECIMALS,
    /** No currency, or one that ISO 4217 does not know. */
    UNKNOWN_CURRENCY,
    /** No event time, not an ISO 8601 instant, or one that cannot be. */
    INVALID_EVENT_TIME,
    /** An event time further ahead of the record's own timestamp than is allowed. */
    EVENT_TIME_IN_FUTURE,
    /** A field longer than it may be. */
    FIELD_TOO_LONG,
    /** Text with a control character where none may be, half of a surrogate pair, or an id with what cannot be seen. */
    INVALID_TEXT,
    /** The id of an accepted transaction, bar, news or split with other content. */
    CONFLICTING_DUPLICATE,
    /** No symbol; news that is about none. */
    MISSING_SYMBOL,
    /** A price is missing, not a decimal number, not positive, or has more digits than can be kept. */
    INVALID_PRICE,
    /** The low is not the lowest of a bar's prices, or the high not the highest. */
    INCONSISTENT_PRICES,
    /** No volume, or not a whole number from 0. */
    INVALID_VOLUME,
    /** No interval, not an ISO 8601 duration, or one that a bar cannot have. */
    INVALID_INTERVAL,
    MISSING_NEWS_ID,
    MISSING_HEADLINE,
    /** A split's ratio is missing, not a decimal number, 1, or not from a millionth to a million. */
    INVALID_RATIO,
    /** A bar of another interval than the bars of its symbol. */
    OTHER_INTERVAL,
    /** A bar in another currency than the bars of its symbol. */
    OTHER_CURRENCY;

    /** @throws IllegalArgumentException if this release knows no such code */
    public static RejectionReason ofCode(String code) {
        for (RejectionReason reason : values()) {
            if (reason.code().equals(code)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("no reason of a dead letter: '" + code + "'");
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
