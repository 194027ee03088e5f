package ai.finai.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.TextModel;
import ai.finai.models.contract.TextContract.Sentiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedSentimentTest {

    @Test
    void itSaysOfPlainHeadlinesWhatAnyoneWould() {
        try (SentimentModel model = ShippedSentiment.open()) {
            assertThat(model
                            .judge(List.of(
                                    "Acme profit jumps 40%, beats estimates",
                                    "Acme shares plunge as losses widen", "Acme to hold annual meeting on 12 May"))
                            .stream()
                            .map(Judgement::sentiment))
                    .containsExactly(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL);
        }
    }

    @Test
    void itGivesWhatItsManifestSays() throws IOException, InvalidModelException {
        Path folder = Path.of(System.getProperty("finai.root"), "models/shipped/sentiment");
        Manifest manifest = Manifest.read(Files.readAllBytes(folder.resolve("manifest.json")));
        ModelFile file = ModelFile.of(ShippedSentiment.bytes());
        assertThat(file.sha256()).isEqualTo(manifest.sha256());
        try (TextModel model = TextModel.open(file)) {
            model.verify(manifest.golden());
        }
    }
}
