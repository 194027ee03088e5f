package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import ai.finai.models.StepModel;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** This machine: its Java, its Flink, its native libraries, space where state is kept, and how many files may be open. */
public final class MachineCheck implements Check {

    static final long LEAST_SPACE = 5L << 30;
    static final long LEAST_FILES = 10_000;

    private static final String PLACE = "this machine";
    private static final int LEAST_JAVA = 17;
    private static final String FLINK = "2.3";

    /** Flink's own constants are in modules that the command does not need. */
    private static final List<ConfigOption<String>> FOLDERS = List.of(
            ConfigOptions.key("state.backend.rocksdb.localdir").stringType().noDefaultValue(),
            ConfigOptions.key("execution.checkpointing.local-backup.dirs")
                    .stringType()
                    .noDefaultValue(),
            ConfigOptions.key("process.working-dir").stringType().noDefaultValue(),
            CoreOptions.TMP_DIRS);

    private final List<ExaminedJob> jobs;
    private final long leastSpace;
    private final long leastFiles;

    /** @param jobs whose folders are looked at */
    public MachineCheck(List<ExaminedJob> jobs) {
        this(jobs, LEAST_SPACE, LEAST_FILES);
    }

    /** @param leastSpace in bytes */
    MachineCheck(List<ExaminedJob> jobs, long leastSpace, long leastFiles) {
        this.jobs = List.copyOf(jobs);
        this.leastSpace = leastSpace;
        this.leastFiles = leastFiles;
    }

    @Override
    public void look(Findings findings) throws Exception {
        int java = Runtime.version().feature();
        String flink = EnvironmentInformation.getVersion();
        findings.note(PLACE, "Java " + Runtime.version() + ", Flink " + flink);
        if (java < LEAST_JAVA) {
            findings.stops(PLACE, "Java is " + java, "install Java 17 or later", Runbook.RESTARTS);
        }
        if (!flink.startsWith(FLINK)) {
            findings.stops(PLACE, "Flink is " + flink, "use Flink " + FLINK, Runbook.RESTARTS);
        }
        models(findings);
        openFiles(findings);
        for (Map.Entry<Path, String> folder : folders().entrySet()) {
            space(folder.getKey(), folder.getValue(), findings);
        }
    }

    /** The one that is shipped needs the native library and nothing else. */
    private static void models(Findings findings) throws Exception {
        try {
            StepModel.open(ModelFile.of(ShippedModel.bytes())).close();
        } catch (LinkageError e) {
            findings.stops(
                    PLACE,
                    "ONNX Runtime's native library cannot be loaded: " + e.getMessage(),
                    "it needs glibc 2.27 or later, and a folder for temporary files from which programs may run"
                            + " (-Djava.io.tmpdir)",
                    Runbook.MODEL_REFUSED);
        }
    }

    private void openFiles(Findings findings) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < leastFiles) {
            findings.risk(
                    PLACE,
                    "a process may have " + system.getMaxFileDescriptorCount()
                            + " files open: RocksDB and Kafka need many",
                    "ulimit -n 65536, or LimitNOFILE=65536 of the service",
                    Runbook.RESTARTS);
        }
    }

    /** Those that are there, with the option that names them. */
    private Map<Path, String> folders() {
        Map<Path, String> folders = new LinkedHashMap<>();
        for (ExaminedJob job : jobs) {
            Configuration flink = job.flink();
            for (ConfigOption<String> option : FOLDERS) {
                String named = flink.getOptional(option)
                        .orElse(option == CoreOptions.TMP_DIRS ? System.getProperty("java.io.tmpdir", "") : "");
                for (String folder : named.split("[," + File.pathSeparator + ']')) {
                    Path path = Path.of(folder.strip());
                    if (!folder.isBlank() && Files.isDirectory(path)) {
                        folders.putIfAbsent(path, option.key());
                    }
                }
            }
        }
        return folders;
    }

    private void space(Path folder, String option, Findings findings) throws IOException {
        long left = Files.getFileStore(folder).getUsableSpace();
        if (left < leastSpace) {
            findings.risk(
                    folder.toString(),
                    String.format(Locale.ROOT, "%,.1f GB are left for %s", left / 1e9, option),
                    "make room: state, its local copy and sorted rows are there",
                    Runbook.STATE_GROWTH);
        }
    }
}
