package ai.finai.bench.chaos;

import ai.finai.bench.chaos.fault.FaultKind;
import ai.finai.bench.chaos.fault.SmallDisk;
import ai.finai.bench.chaos.job.ChaosAml;
import ai.finai.bench.chaos.job.ChaosMarket;
import ai.finai.cli.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line asks for, checked. What is wrong is a {@link CommandFailed} that says what would do. */
final class Choices {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,4})(MB|GB)");

    private Choices() {}

    /** The same in one order, each once: payments are of the first. */
    static String[] jobs(String[] jobs) {
        List<String> chosen = Stream.of(ChaosAml.NAME, ChaosMarket.NAME)
                .filter(Arrays.asList(jobs)::contains)
                .toList();
        if (chosen.isEmpty() || chosen.size() != jobs.length) {
            throw CommandFailed.usage("--jobs is " + String.join(",", jobs) + "; it must be aml, market or aml,market");
        }
        return chosen.toArray(String[]::new);
    }

    static void keep(@Nullable Path keep) throws IOException {
        if (keep != null && Files.exists(keep)) {
            if (!Files.isDirectory(keep)) {
                throw CommandFailed.usage("--keep " + keep + " is a file; name a folder");
            }
            try (Stream<Path> files = Files.list(keep)) {
                if (files.findAny().isPresent()) {
                    throw CommandFailed.usage("--keep " + keep + " is not empty; name another folder");
                }
            }
        }
    }

    /** @param only names; none for all that these jobs can have */
    static List<FaultKind> kinds(String[] only, String[] jobs) {
        List<FaultKind> kinds = new ArrayList<>();
        try {
            for (String name : only) {
                kinds.add(FaultKind.named(name));
            }
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
        boolean payments = Arrays.asList(jobs).contains(ChaosAml.NAME);
        if (kinds.isEmpty()) {
            return Arrays.stream(FaultKind.values())
                    .filter(kind -> payments || !kind.isOfPayments())
                    .toList();
        }
        for (FaultKind kind : kinds) {
            if (kind.isOfPayments() && !payments) {
                throw CommandFailed.usage(kind + " is of payments, and --jobs has no aml");
            }
        }
        return kinds;
    }

    /** Of a text such as 100MB. */
    static long bytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw CommandFailed.usage("--recovery is " + size + "; write a size such as 100MB or 1GB");
        }
        return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GB") ? 1_000_000_000L : 1_000_000L);
    }

    /** Without what this user may not do, which is said. */
    static List<FaultKind> possible(List<FaultKind> kinds, Path folder, Consumer<String> say)
            throws InterruptedException {
        if (!kinds.contains(FaultKind.DISK_FULL) || SmallDisk.possible(folder)) {
            return kinds;
        }
        say.accept("disk-full is left out: this user may not mount a file system");
        List<FaultKind> others =
                kinds.stream().filter(kind -> kind != FaultKind.DISK_FULL).toList();
        if (others.isEmpty()) {
            throw CommandFailed.missing("disk-full needs the right to mount a file system: run it as root, on Linux");
        }
        return others;
    }
}
