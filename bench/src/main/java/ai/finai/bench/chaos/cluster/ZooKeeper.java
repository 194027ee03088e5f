package ai.finai.bench.chaos.cluster;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One ZooKeeper server in a process of its own, for the high availability of JobManagers. */
final class ZooKeeper implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 64;
    private static final long START_SECONDS = 60;

    private final Member member;
    private final int port;

    private ZooKeeper(Member member, int port) {
        this.member = member;
        this.port = port;
    }

    /** Starts it, and waits until it listens. */
    static ZooKeeper start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = FlinkCluster.freePort();
        Path config = Files.writeString(folder.resolve("zoo.cfg"), """
                tickTime=500
                clientPort=%d
                clientPortAddress=127.0.0.1
                dataDir=%s
                admin.enableServer=false
                """.formatted(port, folder.resolve("data")));
        Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = WARN
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                """);
        Member member = new Member("zookeeper", HEAP_MEGABYTES, SmallFlink.jvm(Map.of()), folder, null);
        member.start(
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                List.of(config.toString()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!listens(port)) {
            if (System.nanoTime() > deadline || member.pid() == null) {
                member.end();
                throw new IOException("ZooKeeper does not start: " + member.log());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new ZooKeeper(member, port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }

    String quorum() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        member.end();
    }
}
