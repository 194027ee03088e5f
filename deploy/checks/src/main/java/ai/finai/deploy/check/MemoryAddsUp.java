package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** What a pod has is enough for what Flink divides it into, by Flink's own arithmetic. */
final class MemoryAddsUp implements Rule {

    /** Of RocksDB, a slot: below it blocks and memtables push each other out. */
    private static final MemorySize LEAST_MANAGED = MemorySize.ofMebiBytes(128);
    /** Of the rules' and the sink's objects, a slot. */
    private static final MemorySize LEAST_HEAP = MemorySize.ofMebiBytes(128);

    @Override
    public String name() {
        return "memory-adds-up";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            String path = "/spec/taskManager/resource/memory";
            try {
                TaskExecutorProcessSpec memory = taskManager(job);
                int slots = Flink.configuration(job).get(TaskManagerOptions.NUM_TASK_SLOTS);
                least(
                        job,
                        path,
                        "managed memory (RocksDB)",
                        memory.getManagedMemorySize(),
                        slots,
                        LEAST_MANAGED,
                        findings);
                least(job, path, "heap", memory.getTaskHeapSize(), slots, LEAST_HEAP, findings);
            } catch (IllegalConfigurationException | IllegalArgumentException e) {
                findings.add(Finding.of(
                        this, job, path, Flink.firstLine(e), "give the TaskManager more, or its parts less"));
            }
            try {
                Configuration flink = Flink.configuration(job);
                flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, memory(job, "/spec/jobManager/resource/memory"));
                JobManagerProcessUtils.processSpecFromConfig(flink);
            } catch (IllegalConfigurationException | IllegalArgumentException e) {
                findings.add(Finding.of(
                        this,
                        job,
                        "/spec/jobManager/resource/memory",
                        Flink.firstLine(e),
                        "give the JobManager more, or its parts less"));
            }
        }
        return findings;
    }

    static TaskExecutorProcessSpec taskManager(Manifest job) {
        Configuration flink = Flink.configuration(job);
        flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, memory(job, "/spec/taskManager/resource/memory"));
        return TaskExecutorProcessUtils.processSpecFromConfig(flink);
    }

    private void least(
            Manifest job,
            String path,
            String what,
            MemorySize all,
            int slots,
            MemorySize least,
            List<Finding> findings) {
        MemorySize each = all.divide(slots);
        if (each.compareTo(least) < 0) {
            findings.add(Finding.of(
                    this,
                    job,
                    path,
                    what + " is " + each.toHumanReadableString() + " a slot, with " + slots + " slots; at least "
                            + least.toHumanReadableString() + " is needed",
                    "give the TaskManager more memory, or fewer slots"));
        }
    }

    private static MemorySize memory(Manifest job, String path) {
        return MemorySize.parse(job.text(path, "0"));
    }
}
