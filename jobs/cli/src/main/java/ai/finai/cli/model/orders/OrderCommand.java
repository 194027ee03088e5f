package ai.finai.cli.model.orders;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.kafka.TopicReader;
import ai.finai.cli.kafka.TopicTail;
import ai.finai.cli.model.OutputForm;
import ai.finai.events.yaml.Durations;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends an order, and waits until every subtask has answered it. */
abstract class OrderCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Mixin
    private TopicOptions topics;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT2M",
            converter = DurationConverter.class,
            description =
                    "How long to wait for the answers, such as 2min or PT2M. They come with the job's checkpoints."
                            + " Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(names = "--no-wait", description = "Sends the order, and does not wait for answers.")
    private boolean noWait;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "With json one object on standard output, all else on standard error. Default: text.")
    private OutputForm output;

    /** How it ended. */
    private enum Outcome {
        SENT,
        ACTIVE,
        REFUSED,
        TIMEOUT
    }

    final KafkaConfig kafka(ModelRole role) {
        return topics.kafka(ConfiguredJob.of(role));
    }

    /**
     * @param model to use, which was found fit; null for the configured one, or as a challenger for none
     * @param registry where it is
     */
    final int order(ModelRole role, @Nullable ModelReference model, String registry)
            throws IOException, InterruptedException {
        KafkaConfig kafka = kafka(role);
        requireTopics(kafka);
        if (noWait) {
            ModelOrder order = send(kafka, role, model, registry);
            return end(Outcome.SENT, order, new Answers(order.orderId(), null));
        }
        try (TopicTail tail = TopicTail.of(kafka, kafka.topics().modelStatus())) {
            ModelOrder order = send(kafka, role, model, registry);
            Answers answers = new Answers(order.orderId(), topics.nameOf(ConfiguredJob.of(role)));
            return end(await(kafka, tail, answers), order, answers);
        }
    }

    private void requireTopics(KafkaConfig kafka) throws InterruptedException {
        List<String> names = noWait
                ? List.of(kafka.topics().models())
                : List.of(kafka.topics().models(), kafka.topics().modelStatus());
        try {
            KafkaPrerequisites.checkTopics(kafka, names);
        } catch (KafkaException e) {
            throw TopicReader.refused(kafka, "cannot reach " + kafka.bootstrapServers(), e);
        } catch (IOException e) {
            throw CommandFailed.missing(String.valueOf(e.getMessage()), e);
        }
    }

    private ModelOrder send(KafkaConfig kafka, ModelRole role, @Nullable ModelReference model, String registry)
            throws InterruptedException {
        ModelOrder order =
                Orders.next(role, model, registry, Orders.latest(kafka).get(role));
        Orders.send(kafka, order);
        say("order " + order.orderId() + ": " + role.code() + " " + Orders.text(role, model) + ", instead of "
                + Orders.text(role, order.previous()));
        say("sent to " + kafka.topics().models() + " at " + kafka.bootstrapServers());
        return order;
    }

    private Outcome await(KafkaConfig kafka, TopicTail tail, Answers answers) {
        say("waiting for the answers in " + kafka.topics().modelStatus() + ", at most " + Durations.text(timeout)
                + " ...");
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> record : tail.next(LOOK)) {
                ModelStatus status = read(record);
                if (status != null && answers.add(status)) {
                    say("  " + status.job() + " subtask " + status.subtask() + " of " + status.parallelism() + ": "
                            + status.state() + (status.reason().isEmpty() ? "" : ": " + status.reason()));
                }
            }
            if (!answers.refusals().isEmpty()) {
                return Outcome.REFUSED;
            }
            if (answers.areComplete()) {
                return Outcome.ACTIVE;
            }
        }
        return Outcome.TIMEOUT;
    }

    private static @Nullable ModelStatus read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : ModelStatus.read(record.value());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private int end(Outcome outcome, ModelOrder order, Answers answers) {
        if (output == OutputForm.JSON) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("outcome", outcome);
            json.put("order", order);
            json.put("answers", answers.all());
            OutputForm.printJson(spec.commandLine().getOut(), json);
        }
        String what = order.role().code() + " is " + Orders.text(order.role(), order.model());
        switch (outcome) {
            case SENT -> say("not waiting: finai model status shows the answers");
            case ACTIVE -> say("all " + answers + ": " + what);
            case REFUSED -> throw CommandFailed.failed(refused(order, answers));
            case TIMEOUT -> throw CommandFailed.failed(unanswered(answers));
        }
        return ExitCode.OK;
    }

    private String refused(ModelOrder order, Answers answers) {
        StringBuilder text = new StringBuilder();
        for (ModelStatus status : answers.refusals()) {
            text.append(String.format(
                    "%s subtask %d: %s: %s%n", status.job(), status.subtask(), status.state(), status.reason()));
        }
        int taken = answers.all().size() - answers.refusals().size();
        if (taken > 0) {
            text.append(Figures.count(taken, "subtask")).append(" took it. ");
        }
        Orders.Latest latest = Orders.latest(kafka(order.role())).get(order.role());
        if (latest != null && !latest.order().orderId().equals(order.orderId())) {
            return text + "Another order came after this one; finai model status shows it.";
        }
        return text + "Where it was refused, what was in force goes on. The topic still names "
                + Orders.text(order.role(), order.model())
                + ", and a job that starts without a snapshot tries it again: order what you want instead, with finai model "
                + switch (order.role()) {
                    case CHAMPION -> "rollback.";
                    case CHALLENGER -> "shadow --off.";
                    case FORECASTER, SENTIMENT ->
                        "rollback --role " + order.role().code() + '.';
                };
    }

    private String unanswered(Answers answers) {
        String who = answers.all().isEmpty() ? "nobody has answered" : "only " + answers + " have answered";
        return who + " within " + Durations.text(timeout) + ". The order stays in the topic. Check:\n"
                + "- does a job run that reads this topic? finai model status shows who answered last\n"
                + "- answers are committed with the job's checkpoints: is execution.checkpointing.interval, or a"
                + " checkpoint, longer than --timeout?";
    }

    /** For a person; beside JSON on standard error. */
    private void say(String text) {
        PrintWriter to = output == OutputForm.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        to.println(text);
        to.flush();
    }
}
