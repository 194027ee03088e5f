package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.cli.doctor.check.kafka.Brokers;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.cli.model.orders.Orders;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.operators.models.ModelRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Each model that the job was told to use is where the order says, is the one that was meant, and runs. */
public final class ModelsCheck implements Check {

    private final ExaminedJob job;
    private final Brokers brokers;

    public ModelsCheck(ExaminedJob job, Brokers brokers) {
        this.job = job;
        this.brokers = brokers;
    }

    @Override
    public void look(Findings findings) throws Exception {
        Set<String> there = brokers.ask(brokers.admin().listTopics().names());
        if (!there.contains(job.kafka().topics().models())) {
            return; // another check says so
        }
        for (Map.Entry<ModelRole, Orders.Latest> latest :
                Orders.latest(job.kafka()).entrySet()) {
            ModelOrder order = latest.getValue().order();
            ModelReference model = order.model();
            if (model != null && ConfiguredJob.of(latest.getKey()) == job.kind()) {
                look(order, model, findings);
            }
        }
    }

    private static void look(ModelOrder order, ModelReference model, Findings findings) {
        String place = order.registry() + '/' + model.path();
        String what = order.role().code() + ' ' + model.path() + ", as ordered";
        try {
            new ModelRegistry(order.registry()).open(model).close();
            findings.note(place, what + ", is there and runs");
        } catch (InvalidModelException e) {
            findings.stops(
                    place,
                    what + ", is not what it should be: " + String.join("; ", e.problems()),
                    "publish it again under another version and activate that, or ./finai model rollback --role "
                            + order.role().code(),
                    Runbook.MODEL_REFUSED);
        } catch (IOException e) {
            findings.stops(
                    place,
                    what + ", cannot be read: " + e.getMessage(),
                    "bring its files back, or ./finai model rollback --role "
                            + order.role().code(),
                    Runbook.MODEL_REFUSED);
        }
    }
}
