package ai.finai.events.market;

/** What a field of a record of the market holds. */
enum Form {
    VERSION("a whole number"),
    TEXT("a string"),
    CURRENCY("a string"),
    TIME("a string"),
    /** A time that others are compared with to the millisecond, and that therefore has nothing finer. */
    EXACT_TIME("a string"),
    /** A text by which things are told apart: blanks around it are none of it, and all of it can be seen. */
    ID("a string"),
    DURATION("a string"),
    DECIMAL("a decimal string such as \"187.40\""),
    COUNT("a whole number"),
    /** Each as an {@link #ID}. */
    IDS("an array of strings");

    private final String expected;

    Form(String expected) {
        this.expected = expected;
    }

    /** What is to be sent, for a sentence. */
    String expected() {
        return expected;
    }
}
