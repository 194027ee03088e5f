package ai.finai.operators.models;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.WindowModel;
import ai.finai.models.contract.ModelKind;
import ai.finai.models.text.SentimentModel;
import org.jspecify.annotations.Nullable;

/**
 * What there is of a model.
 *
 * @param vocabulary the bytes of the file that a model of texts names; null of other kinds
 * @param manifest what it must give; null where nothing says
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of a file
public record ModelFiles(
        ModelFile file,
        byte @Nullable [] vocabulary,
        @Nullable Manifest manifest) {

    /** Reads a file that lies beside the model's. */
    interface Beside<E extends Exception> {

        byte[] read(String name) throws E, InvalidModelException;
    }

    /** With the vocabulary, if its kind has one. */
    static <E extends Exception> ModelFiles of(ModelFile file, @Nullable Manifest manifest, Beside<E> beside)
            throws E, InvalidModelException {
        boolean ofTexts = file.contract().kind() == ModelKind.TEXT;
        return new ModelFiles(
                file, ofTexts ? beside.read(file.text().vocabulary().file()) : null, manifest);
    }

    /**
     * Opens it, and sees that it gives what its manifest says; to be closed.
     *
     * @throws InvalidModelException if it may not run, or gives something else
     */
    public <M extends Model> M open(ModelUse<M> use) throws InvalidModelException {
        return verified(use.open(this));
    }

    /** As {@link #open}, for no use in particular: as its kind is run. */
    public Model open() throws InvalidModelException {
        return verified(
                switch (file.contract().kind()) {
                    case STEP -> StepModel.open(file);
                    case WINDOW -> WindowModel.open(file);
                    case TEXT -> sentiment();
                });
    }

    /**
     * Ready to judge texts; to be closed.
     *
     * @throws InvalidModelException if the model is of another kind, the vocabulary another one's, or it may not run
     */
    public SentimentModel sentiment() throws InvalidModelException {
        file.text();
        if (vocabulary == null) {
            throw new IllegalStateException("a model of texts without its vocabulary");
        }
        return SentimentModel.open(file, vocabulary);
    }

    private <M extends Model> M verified(M model) throws InvalidModelException {
        if (manifest == null) {
            return model;
        }
        try {
            model.verify(manifest.golden());
            return model;
        } catch (InvalidModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
