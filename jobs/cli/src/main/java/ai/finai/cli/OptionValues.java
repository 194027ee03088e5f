package ai.finai.cli;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/**
 * What the texts of a command line become. Picocli's own converters, and what it makes of the errors of others, name Java's
 * classes; these say what was expected.
 */
final class OptionValues {

    private OptionValues() {}

    /** For a command line and all its commands. */
    static CommandLine registered(CommandLine commandLine) {
        return commandLine
                .registerConverter(int.class, text -> whole(text, Integer::valueOf))
                .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
                .registerConverter(long.class, text -> whole(text, Long::valueOf))
                .registerConverter(Long.class, text -> whole(text, Long::valueOf))
                .registerConverter(double.class, OptionValues::number)
                .registerConverter(Double.class, OptionValues::number)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(LocalDate.class, OptionValues::day)
                .registerConverter(Path.class, OptionValues::path);
    }

    private static <N> N whole(String text, Function<String, N> type) {
        try {
            return type.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is "
                    + (isWhole(text) ? "too large a number, or too small" : "not a whole number such as 10"));
        }
    }

    private static boolean isWhole(String text) {
        try {
            return new BigInteger(text).bitLength() > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException("'" + text + "' is not a number such as 0.5");
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is not a day of the calendar such as 2026-01-05");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("no file can be called that: " + e.getReason());
        }
    }
}
