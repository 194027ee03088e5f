package ai.finai.generator;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A way of laundering that the generator can act out. Its code is the name of the rule kind that looks for it. */
public enum Scenario {
    /** Cash paid in piecemeal, each amount at or just under the reporting threshold of 10,000. */
    STRUCTURING("structuring"),
    /** A credit of 5,000 or more of which at least 80 % leave the account in less than a day. */
    RAPID_TRANSFER("rapid-transfer");

    private final String code;

    Scenario(String code) {
        this.code = code;
    }

    /** As on the command line and in the labels file. */
    public String code() {
        return code;
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those there are */
    public static Scenario of(String code) {
        for (Scenario scenario : values()) {
            if (scenario.code.equals(code)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("unknown scenario '" + code + "'; known: "
                + Arrays.stream(values()).map(Scenario::code).collect(Collectors.joining(", ")));
    }
}
