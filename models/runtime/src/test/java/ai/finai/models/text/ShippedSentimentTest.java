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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    void textsOfEveryScriptAndLengthAreReadTheSameBitForBitWhateverIsReadWithThem() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomTexts made = new RandomTexts(seed, Character::isDefined);
        List<String> texts =
                new ArrayList<>(List.of("", " \u200B ", "a", "profit ".repeat(70), "\uD83D\uDCC8".repeat(200)));
        for (int i = 0; i < 300; i++) {
            texts.add(made.text());
        }
        try (SentimentModel model = ShippedSentiment.open()) {
            List<Judgement> alone = new ArrayList<>();
            texts.forEach(text -> alone.addAll(model.judge(List.of(text))));
            assertThat(alone).extracting(Judgement::outcome).contains(Judgement.Outcome.WORDLESS);
            for (int round = 0; round < 15; round++) {
                List<Integer> chosen =
                        new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
                Collections.shuffle(chosen, random);
                chosen = chosen.subList(0, 1 + random.nextInt(64));
                // Records of floats are equal where their bits are.
                assertThat(model.judge(chosen.stream().map(texts::get).toList()))
                        .as("seed %d, round %d, texts %s", seed, round, chosen)
                        .isEqualTo(chosen.stream().map(alone::get).toList());
            }
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
