package ai.finai.bench.pipeline;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured, for people and for programs. */
record PipelineReport(
        int accounts,
        long transactions,
        int parallelism,
        Map<Variant, Throughput.Result> results,
        int latencyRate,
        AlertLatency.@Nullable Result latency) {

    String text() {
        StringBuilder out = new StringBuilder();
        line(out, "");
        line(
                out,
                "%d cores, %,d accounts, %,d transactions, RocksDB; Kafka and S3 on the same machine",
                Runtime.getRuntime().availableProcessors(),
                accounts,
                transactions);
        line(out, "");
        line(out, "%-42s %14s   %s", "", "transactions/s", "CPU µs a transaction");
        line(out, "%-42s %14s %8s %8s %8s %8s", "", "", "all", "Flink", "Kafka", "S3");
        results.forEach((variant, r) -> line(
                out,
                "%-42s %,14.0f %8.1f %8.1f %8.1f %8.1f",
                variant.title,
                r.perSecond(),
                r.cpuMicros(),
                r.cpu().flink() / 1e3 / r.transactions(),
                r.cpu().kafka() / 1e3 / r.transactions(),
                r.cpu().s3() / 1e3 / r.transactions()));
        Throughput.Result whole = results.get(Variant.WHOLE);
        Throughput.Result floor = results.get(Variant.WITHOUT_ACCOUNTS);
        Throughput.Result undeduplicated = results.get(Variant.WITHOUT_DEDUPLICATION);
        line(out, "");
        if (whole != null && floor != null) {
            line(
                    out,
                    "%-42s %14.2f %8.2f  (CPU)",
                    "whole to without accounts",
                    whole.perSecond() / floor.perSecond(),
                    floor.cpuMicros() / whole.cpuMicros());
        }
        if (whole != null && undeduplicated != null) {
            line(
                    out,
                    "%-42s %13.0f%% %7.1f  µs of CPU",
                    "deduplication costs",
                    100 * (1 - whole.perSecond() / undeduplicated.perSecond()),
                    whole.cpuMicros() - undeduplicated.cpuMicros());
        }
        if (latency != null) {
            line(
                    out,
                    "latency of a read_uncommitted alert at %,d/s   p50 %.0f ms   p99 %.0f ms   (%,d alerts)",
                    latencyRate,
                    latency.percentile(50),
                    latency.percentile(99),
                    latency.millis().length);
        }
        return out.toString();
    }

    String json() {
        StringBuilder out = new StringBuilder("{\"cores\":")
                .append(Runtime.getRuntime().availableProcessors())
                .append(",\"parallelism\":")
                .append(parallelism)
                .append(",\"accounts\":")
                .append(accounts)
                .append(",\"transactions\":")
                .append(transactions)
                .append(",\"variants\":{");
        String comma = "";
        for (Map.Entry<Variant, Throughput.Result> entry : results.entrySet()) {
            Throughput.Result r = entry.getValue();
            out.append(String.format(
                    Locale.ROOT,
                    "%s\"%s\":{\"measured\":%d,\"perSecond\":%.0f,\"cpuMicros\":{\"all\":%.2f,\"flink\":%.2f,\"kafka\":%.2f,\"s3\":%.2f}}",
                    comma,
                    entry.getKey().code,
                    r.transactions(),
                    r.perSecond(),
                    r.cpuMicros(),
                    r.cpu().flink() / 1e3 / r.transactions(),
                    r.cpu().kafka() / 1e3 / r.transactions(),
                    r.cpu().s3() / 1e3 / r.transactions()));
            comma = ",";
        }
        out.append('}');
        if (latency != null && latency.millis().length > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    ",\"latency\":{\"rate\":%d,\"alerts\":%d,\"p50Millis\":%.1f,\"p99Millis\":%.1f}",
                    latencyRate,
                    latency.millis().length,
                    latency.percentile(50),
                    latency.percentile(99)));
        }
        return out.append('}').toString();
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
