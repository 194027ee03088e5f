package ai.finai.operators.market.sentiment;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.models.ModelUse;

/** Reads news: takes text models. */
public enum NewsSentiment implements ModelUse<SentimentModel> {
    INSTANCE;

    /** The one that FinAI ships, for English headlines. */
    public static ModelSource<SentimentModel> shipped() {
        return new ModelSource.Shipped<>("sentiment", INSTANCE);
    }

    @Override
    public int largest() {
        return ModelFile.LARGEST_OF_TEXTS;
    }

    @Override
    public ModelFile check(byte[] bytes) throws InvalidModelException {
        return ModelFile.ofText(bytes);
    }

    @Override
    public SentimentModel open(ModelFiles files) throws InvalidModelException {
        return files.sentiment();
    }
}
