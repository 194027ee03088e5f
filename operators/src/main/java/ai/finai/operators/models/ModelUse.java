package ai.finai.operators.models;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import java.io.Serializable;

/** What a model is used for, which says what it must be and how it is opened. */
public interface ModelUse<M extends Model> extends Serializable {

    /** Bytes that a file may have. */
    default int largest() {
        return ModelFile.LARGEST;
    }

    /**
     * Checks a file without running it, with all that its use asks of it.
     *
     * @throws InvalidModelException with every reason found why it is refused
     */
    ModelFile check(byte[] bytes) throws InvalidModelException;

    /**
     * Opens a model. It holds native memory until it is closed, and is for one thread at a time.
     *
     * @param files that {@link #check} has passed
     * @throws InvalidModelException if it may not run
     */
    M open(ModelFiles files) throws InvalidModelException;
}
