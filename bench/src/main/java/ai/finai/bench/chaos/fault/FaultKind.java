package ai.finai.bench.chaos.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** What can be done to a job, in the order of {@code --help}. */
public enum FaultKind {
    TASKMANAGER_KILLED(Target.A_JOB, "kill -9 of a TaskManager that runs tasks") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.cluster().killTaskManager(scene.cluster().busyTaskManager());
        }
    },

    JOBMANAGER_KILLED(Target.A_JOB, "kill -9 of the JobManager; ZooKeeper and S3 know how far it was") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.cluster().killJobManager();
        }
    },

    BOTH_KILLED(Target.A_JOB, "kill -9 of the JobManager and of a TaskManager that runs tasks") {
        @Override
        void happen(Scene scene) throws Exception {
            String busy = scene.cluster().busyTaskManager();
            scene.cluster().killJobManager();
            scene.cluster().killTaskManager(busy);
        }
    },

    TASKMANAGER_FROZEN(
            Target.A_JOB, "SIGSTOP of a TaskManager that runs tasks; then it goes on, as if nothing had been") {
        @Override
        void happen(Scene scene) throws Exception {
            String busy = scene.cluster().busyTaskManager();
            scene.cluster().freezeTaskManager(busy);
            try {
                scene.stay();
            } finally {
                scene.cluster().thawTaskManager(busy);
            }
        }

        @Override
        Duration stays() {
            return GIVEN_UP;
        }
    },

    BROKER_KILLED(Target.ALL_JOBS, "kill -9 of the broker; it is away for a while") {
        @Override
        void happen(Scene scene) throws Exception {
            withoutBroker(scene, scene::stay);
        }
    },

    BROKER_AWAY_AT_START(
            Target.ALL_JOBS,
            "kill -9 of the broker, then of a job's JobManager, which starts while the broker is away") {
        @Override
        void happen(Scene scene) throws Exception {
            withoutBroker(scene, () -> {
                scene.cluster().killJobManager();
                scene.stay();
            });
        }

        @Override
        Duration stays() {
            return STARTED;
        }
    },

    REFUSED_AT_START(Target.A_JOB, "kill -9 of the JobManager, whose configuration is broken until the fault is over") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.cluster().breakConfig();
            try {
                scene.cluster().killJobManager();
                scene.stay();
            } finally {
                scene.cluster().mendConfig();
            }
        }

        @Override
        Duration stays() {
            return STARTED;
        }
    },

    S3_BUSY(Target.ALL_JOBS, "S3 answers each request with 503") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.stack().s3().failNext(Integer.MAX_VALUE);
            stayWithS3(scene);
        }
    },

    S3_SLOW(Target.ALL_JOBS, "each 8 KiB to and from S3 take 150 ms") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.stack().slowS3();
            stayWithS3(scene);
        }
    },

    S3_DROPPING(Target.ALL_JOBS, "connections to S3 end in the midst of what they carry") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.stack().droppingS3();
            stayWithS3(scene);
        }
    },

    CHECKPOINTS_FAILING(
            Target.ALL_JOBS, "S3 refuses whatever belongs to a checkpoint, one checkpoint after the other") {
        @Override
        void happen(Scene scene) throws Exception {
            scene.stack().s3().refuse("/checkpoints/");
            stayWithS3(scene);
        }
    },

    DISK_FULL(Target.A_JOB, "no space on the disk on which a TaskManager has RocksDB's files") {
        @Override
        void happen(Scene scene) throws Exception {
            Path disk = scene.cluster().localFolder(scene.cluster().busyTaskManager());
            Path filler = SmallDisk.fill(disk);
            try {
                scene.stay();
            } finally {
                SmallDisk.free(filler);
            }
        }
    },

    RESCALED(Target.A_JOB, "stopped with a savepoint, and started from it at another parallelism") {
        @Override
        void happen(Scene scene) throws Exception {
            restart(scene, scene.cluster().parallelism() == 2 ? 3 : 2);
        }
    },

    UPGRADED(Target.A_JOB, "stopped with a savepoint, and started from it as another deployment") {
        @Override
        void happen(Scene scene) throws Exception {
            restart(scene, scene.cluster().parallelism());
        }
    },

    CLOCK_JUMPED(Target.A_JOB, "payments dated 400 days ahead, which are refused, then 60 days back, which are late") {
        @Override
        void happen(Scene scene) throws Exception {
            try {
                scene.job().jumpClock(Duration.ofDays(400));
                Thread.sleep(scene.lasts().toMillis() / 2);
                scene.job().jumpClock(Duration.ofDays(-60));
                Thread.sleep(scene.lasts().toMillis() / 2);
            } finally {
                scene.job().jumpClock(Duration.ZERO);
            }
        }

        @Override
        public boolean isOfPayments() {
            return true;
        }
    };

    /** Longer than {@code heartbeat.timeout} in the manifests. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    /** Until a JobManager has started and met it. */
    private static final Duration STARTED = Duration.ofSeconds(12);

    /** Whom it befalls. */
    public enum Target {
        A_JOB,
        ALL_JOBS
    }

    private final Target target;
    private final String sentence;

    FaultKind(Target target, String sentence) {
        this.target = target;
        this.sentence = sentence;
    }

    abstract void happen(Scene scene) throws Exception;

    /** Does it, and returns when it is over: what was killed runs again or will, what was slow is fast again. */
    public void inject(Scene scene) throws IOException, InterruptedException {
        try {
            happen(scene);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(this + " cannot be done: " + e.getMessage(), e);
        }
    }

    public Target target() {
        return target;
    }

    /** For people who ask what it is. */
    public String sentence() {
        return sentence;
    }

    /** How long it stays, where that is not left to chance; else zero. */
    Duration stays() {
        return Duration.ZERO;
    }

    /** Whether it befalls what the money laundering job is fed with, and no other job. */
    public boolean isOfPayments() {
        return false;
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those there are */
    public static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no fault '" + name + "': there are " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private interface Step {
        void take() throws Exception;
    }

    private static void withoutBroker(Scene scene, Step meanwhile) throws Exception {
        scene.stack().kafka().kill();
        try {
            meanwhile.take();
        } finally {
            scene.stack().kafka().restart();
        }
    }

    private static void stayWithS3(Scene scene) throws IOException, InterruptedException {
        try {
            scene.stay();
        } finally {
            scene.stack().goodS3();
        }
    }

    private static void restart(Scene scene, int parallelism) throws IOException, InterruptedException {
        String savepoint = scene.cluster().stop(false);
        scene.cluster().deploy(parallelism, savepoint);
    }
}
