package ai.finai.bench.chaos.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One job on a Flink cluster of its own, as in production: a JobManager in application mode and two TaskManagers, one of them
 * a standby as long as the job fits into the other; each a process, started again when it ends. Files are in a folder.
 */
public final class FlinkCluster implements AutoCloseable {

    /** Of each TaskManager. */
    public static final int SLOTS = 2;

    private static final int TASK_MANAGERS = 2;
    private static final int JOB_MANAGER_HEAP = 448;
    private static final long STOP_SECONDS = 300;

    private final Path folder;
    private final String name;
    private final String mainClass;
    private final Path config;
    private final String goodConfig;
    private final Member jobManager;
    private final List<Member> taskManagers = new ArrayList<>();
    private final FlinkRest rest;
    private final int restPort;
    private final long pollMillis;
    private final Thread watch = new Thread(this::watch, "chaos-watch");
    private volatile String job = "";
    private volatile Health health = Health.unreachable("not started");
    private volatile @Nullable Observation observation;
    private volatile boolean closed;
    private int parallelism;

    /**
     * @param folder made; everything of this cluster is in it
     * @param name of the job
     * @param mainClass the job's
     * @param config the job's, for {@code --config}
     * @param options of Flink, besides those of a small cluster on loopback
     */
    public FlinkCluster(Path folder, String name, String mainClass, Path config, Map<String, String> options)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        this.mainClass = mainClass;
        this.config = config;
        this.goodConfig = Files.readString(config);
        this.restPort = freePort();
        this.rest = new FlinkRest(restPort);
        this.pollMillis = SmallFlink.refreshMillis(options);
        List<String> jvm = SmallFlink.jvm(options);
        this.jobManager = new Member(name + "-jobmanager", JOB_MANAGER_HEAP, jvm, folder, null);
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            String id = name + "-taskmanager-" + i;
            taskManagers.add(new Member(id, SmallFlink.HEAP, jvm, folder, Files.createDirectories(folder.resolve(id))));
        }
        SmallFlink.write(folder, restPort, SLOTS, options);
    }

    /** @param savepoint null to begin anew */
    public void deploy(int withParallelism, @Nullable String savepoint) throws IOException {
        parallelism = withParallelism;
        job = UUID.randomUUID().toString().replace("-", "");
        // With its own one each deployment begins by its savepoint, never by what the one before has left behind.
        String clusterId = "-Dhigh-availability.cluster-id=" + name + '-' + job.substring(0, 8);
        List<String> arguments = new ArrayList<>(List.of(
                "--configDir",
                folder.toString(),
                "--job-classname",
                mainClass,
                "--job-id",
                job,
                "-Dparallelism.default=" + parallelism,
                clusterId));
        if (savepoint != null) {
            arguments.addAll(List.of("--fromSavepoint", savepoint));
        }
        // Else the entry point would take --config for its own --configDir.
        arguments.addAll(List.of("--", "--config", config.toString()));
        jobManager.start("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint", arguments);
        for (Member taskManager : taskManagers) {
            taskManager.start(
                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                    List.of(
                            "--configDir",
                            folder.toString(),
                            "-Dtaskmanager.resource-id=" + taskManager.name(),
                            "-Dio.tmp.dirs=" + temporary(taskManager),
                            clusterId));
        }
        if (!watch.isAlive()) {
            watch.setDaemon(true);
            watch.start();
        }
    }

    private Path temporary(Member taskManager) {
        return folder.resolve(taskManager.name());
    }

    private void watch() {
        try {
            while (!closed) {
                jobManager.revive();
                for (Member taskManager : taskManagers) {
                    taskManager.revive();
                }
                Health seen = rest.health(job);
                health = seen;
                Observation looking = observation;
                if (looking != null) {
                    looking.see(seen, System.currentTimeMillis());
                }
                TimeUnit.MILLISECONDS.sleep(pollMillis);
            }
        } catch (IOException e) {
            health = Health.unreachable("cannot start a process: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at the job from now on, whatever is done to it. */
    public Observation observe() {
        Observation begun = new Observation(System.currentTimeMillis(), health);
        observation = begun;
        return begun;
    }

    public Health health() {
        return health;
    }

    public String name() {
        return name;
    }

    public int parallelism() {
        return parallelism;
    }

    /** Of Flink's REST interface and web interface. */
    public int restPort() {
        return restPort;
    }

    /** SIGKILL; it is started again. */
    public void killJobManager() throws InterruptedException {
        jobManager.kill();
    }

    /** SIGKILL; it is started again. */
    public void killTaskManager(String id) throws InterruptedException {
        taskManager(id).kill();
    }

    /** The next JobManager cannot read it, until it is mended. */
    public void breakConfig() throws IOException {
        Files.writeString(config, goodConfig + "\nnoSuchSection: 1\n");
    }

    public void mendConfig() throws IOException {
        Files.writeString(config, goodConfig);
    }

    public void freezeTaskManager(String id) throws IOException, InterruptedException {
        taskManager(id).freeze();
    }

    public void thawTaskManager(String id) throws IOException, InterruptedException {
        taskManager(id).thaw();
    }

    /** Where a TaskManager has RocksDB's files; each has a folder of its own. */
    public List<Path> localFolders() {
        return taskManagers.stream().map(this::temporary).toList();
    }

    /** Of a TaskManager. */
    public Path localFolder(String id) {
        return temporary(taskManager(id));
    }

    private Member taskManager(String id) {
        return taskManagers.stream()
                .filter(member -> member.name().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no TaskManager " + id));
    }

    /** One that runs tasks of the job; the first by name. */
    public String busyTaskManager() throws IOException, InterruptedException {
        Set<String> ids = rest.taskManagers(job);
        return ids.stream()
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new IOException("no TaskManager runs the job " + name));
    }

    /**
     * Stops the job with a savepoint, and ends the cluster.
     *
     * @param drain whether event time passes first: for the end of a job, never before an upgrade
     * @return the savepoint
     */
    public String stop(boolean drain) throws IOException, InterruptedException {
        String request = rest.post("/jobs/" + job + "/stop", "{\"drain\":" + drain + "}")
                .path("request-id")
                .asText();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        JsonNode answer = rest.get("/jobs/" + job + "/savepoints/" + request);
        while (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " does not stop within " + STOP_SECONDS + " s; " + trouble());
            }
            TimeUnit.MILLISECONDS.sleep(pollMillis);
            answer = rest.get("/jobs/" + job + "/savepoints/" + request);
        }
        String savepoint = answer.path("operation").path("location").asText();
        if (savepoint.isEmpty()) {
            throw new IOException(
                    name + " does not stop: " + answer.path("operation").path("failure-cause"));
        }
        if (!jobManager.awaitEnd(STOP_SECONDS)) {
            throw new IOException("the JobManager of " + name + " does not end: " + jobManager.log());
        }
        endProcesses();
        return savepoint;
    }

    /** For a message: where to look, and the last complaints there. */
    public String trouble() throws IOException {
        return "logs are in " + folder + "; last in the JobManager's: " + jobManager.complaints();
    }

    /** By name; only those that run. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        List<Member> all = new ArrayList<>(taskManagers);
        all.add(jobManager);
        for (Member member : all) {
            Long pid = member.pid();
            if (pid != null) {
                pids.put(member.name(), pid);
            }
        }
        return pids;
    }

    private void endProcesses() throws InterruptedException {
        jobManager.end();
        for (Member taskManager : taskManagers) {
            taskManager.end();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watch.join();
        endProcesses();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
