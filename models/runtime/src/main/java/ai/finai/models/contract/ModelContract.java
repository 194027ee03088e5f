package ai.finai.models.contract;

import ai.finai.models.InvalidModelException;
import ai.finai.models.onnx.Limits;
import ai.finai.models.onnx.Signature;
import java.util.Map;

/**
 * What a model says of itself, in the {@code metadata_props} of its ONNX file: everything that serving needs to know lies in
 * the one file that is hashed. Keys begin with {@code finai.}; src/docs/models.md lists them. What is here all kinds say;
 * what else they say, and the signature that it asks of the graph, their records have.
 */
public sealed interface ModelContract permits StepContract, WindowContract, TextContract {

    /** Of the contract itself; a file of another one is refused. */
    String CONTRACT = "1";

    ModelKind kind();

    /** Lower-case letters, digits and hyphens; names the model in alerts, metrics and the registry. */
    String name();

    /** Letters, digits, dots, hyphens and underscores. */
    String version();

    /** Hash of what it was trained on; empty if it does not say. */
    String trainingData();

    /** Of the training; empty if it does not say. */
    String seed();

    /** Measured on held-out data, by name; empty if it does not say. */
    Map<String, Double> metrics();

    /** What its graph takes and gives. */
    Signature signature();

    /** How large its batches may be. */
    Limits limits();

    /** As the file's metadata, in a fixed order. */
    Map<String, String> toMetadata();

    /** Whether a model may be called so. */
    static boolean isName(String text) {
        return Reading.NAME.matcher(text).matches();
    }

    /** Whether a version of a model may be called so. */
    static boolean isVersion(String text) {
        return Reading.VERSION.matcher(text).matches();
    }

    /** @throws InvalidModelException with everything that is missing or wrong */
    static ModelContract of(Map<String, String> metadata) throws InvalidModelException {
        return new Reading(metadata).read();
    }
}
