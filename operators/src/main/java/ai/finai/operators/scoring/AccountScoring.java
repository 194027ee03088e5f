package ai.finai.operators.scoring;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelUse;

/**
 * Scores accounts: takes step models.
 *
 * @param baseCurrency of the job; a model of another one is refused
 */
public record AccountScoring(String baseCurrency) implements ModelUse<StepModel> {

    private static final long serialVersionUID = 1L;

    @Override
    public ModelFile check(byte[] bytes) throws InvalidModelException {
        ModelFile file = ModelFile.of(bytes);
        String currency = file.step().baseCurrency();
        if (!currency.equals(baseCurrency)) {
            throw new InvalidModelException(
                    "the model takes amounts in " + currency + ", and the job's base currency is " + baseCurrency);
        }
        return file;
    }

    @Override
    public StepModel open(ModelFiles files) throws InvalidModelException {
        return StepModel.open(files.file());
    }
}
