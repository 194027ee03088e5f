package ai.finai.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes, as {@link Figures#bytes} writes them: {@code 10GB} are 10,000,000,000. */
public final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(B|KB|MB|GB|TB)");

    @Override
    public Long convert(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /** @throws IllegalArgumentException that says what is wrong */
    public static long parse(String text) {
        Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size, such as 500MB or 10GB");
        }
        int thousands = "BKMGT".indexOf(size.group(2).charAt(0));
        try {
            return new BigDecimal(size.group(1))
                    .scaleByPowerOfTen(3 * thousands)
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is larger than any disk", e);
        }
    }
}
