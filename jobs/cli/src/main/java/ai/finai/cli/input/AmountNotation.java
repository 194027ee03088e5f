package ai.finai.cli.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as a country writes them, such as 1.234,56. Strict: groups have three digits, and all are parted or none. */
final class AmountNotation {

    private final Pattern form;
    private final @Nullable String group;
    private final String example;

    /**
     * @param decimal between whole units and the rest
     * @param group between groups of three digits; null where there is none
     */
    AmountNotation(String decimal, @Nullable String group) {
        String grouped = group == null ? "" : "\\d{1,3}(?:" + Pattern.quote(group) + "\\d{3})+|";
        this.form = Pattern.compile("(-?(?:" + grouped + "\\d+))(?:" + Pattern.quote(decimal) + "(\\d+))?");
        this.group = group;
        this.example = "1" + (group == null ? "" : group) + "234" + decimal + "56";
    }

    /** A plain decimal, as a transaction has it; null where the amount is not of this form. */
    @Nullable
    String plain(String written) {
        Matcher amount = form.matcher(written);
        if (!amount.matches()) {
            return null;
        }
        String units = group == null ? amount.group(1) : amount.group(1).replace(group, "");
        return amount.group(2) == null ? units : units + '.' + amount.group(2);
    }

    /** One thousand two hundred and thirty-four, and 56 hundredths. */
    String example() {
        return example;
    }
}
