package ai.finai.jobs.exactlyonce.run;

import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A job that something happens to: what comes, how it is started, and what it must have given in the end. */
public interface DisturbedJob {

    Scenario scenario();

    /** Everything that comes, in its order; each one sends a record. */
    List<Runnable> arriving();

    /** Starts it in this JVM, with ports that fail when a test says so. */
    LocalJob start(int parallelism, @Nullable String snapshot) throws Exception;

    /** As production has it; has a constructor without parameters. */
    Class<? extends ProductionJob> production();

    /** Its configuration file, with which {@link #production} is the same job. */
    String configuration();

    /** Holds everything that readers see now that the job has stopped against what must be there. */
    void check() throws Exception;

    /** What it was made from at random. Its text says how to repeat that. */
    Seed seed();

    /** Of a scenario. */
    static String name(String what, S3FileSystem fileSystem) {
        return what.toLowerCase(Locale.ROOT).replace('_', '-')
                + '-'
                + fileSystem.name().toLowerCase(Locale.ROOT);
    }

    record Seed(long value) {

        /** {@code finai.seed}, or another one each time. */
        public static Seed given() {
            String seed = System.getProperty("finai.seed");
            return new Seed(seed == null ? System.nanoTime() : Long.parseLong(seed));
        }

        @Override
        public String toString() {
            return "-Dfinai.seed=" + value;
        }
    }
}
