package ai.finai.operators.market.sentiment;

import ai.finai.models.text.SentimentModel;
import ai.finai.operators.models.ModelPost;
import ai.finai.operators.models.ModelSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the model that reads news runs.
 *
 * @param before is run before each change: headlines that wait are read by the model that was there
 */
record ReaderPost(HeadlineReader reader, @Nullable ModelSource<SentimentModel> configured, Runnable before)
        implements ModelPost<SentimentModel> {

    @Override
    public @Nullable SentimentModel present() {
        return reader.model();
    }

    @Override
    public void use(@Nullable SentimentModel model) {
        before.run();
        reader.use(model);
    }

    @Override
    public void useNoneYet() {
        before.run();
        reader.useNoneYet();
    }
}
