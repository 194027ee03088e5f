package ai.finai.jobs.exactlyonce.run;

/** A job whose model can be exchanged while it runs. */
public interface JobWithModels extends DisturbedJob {

    /** Orders the same model in another version; does not wait until it is in force. Returns the order's id. */
    String order(String version) throws Exception;

    /** Whether every subtask has said that the ordered model scores. */
    boolean isInForce(String orderId) throws Exception;
}
