package ai.finai.operators.models;

import ai.finai.models.Model;
import org.jspecify.annotations.Nullable;

/** Where the model of a role runs. Asked on the task's thread alone, between two batches. */
public interface ModelPost<M extends Model> {

    /** The one that is in force without an order; null for none. */
    default @Nullable ModelSource<M> configured() {
        return null;
    }

    /** The one that runs now; null for none. */
    @Nullable
    M present();

    /**
     * From now on this one runs. The one before is closed by the caller, when this returns.
     *
     * @param model null for none
     */
    void use(@Nullable M model);

    /** Until a later {@link #use} none runs, although one is in force: it cannot be loaded yet. */
    void useNoneYet();
}
