package ai.finai.laboratory.sentiment;

import ai.finai.events.Hashes;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.HeadlineSplit;
import ai.finai.training.headlines.NearDuplicates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Headlines of several files in their parts: what trains, what decides, and what is judged, a set a file. No headline that
 * trains or decides is a near duplicate of one that is judged.
 *
 * @param train of all files to train on
 * @param validation of the first of them: what the classifier is for
 * @param tests by name: the test part of each file to train on, and whole files of elsewhere
 * @param leftOut headlines that would have trained or decided, but for their near duplicates among those that are judged
 * @param sha256 of the files to train on
 */
record HeadlineParts(
        List<Headline> train,
        List<Headline> validation,
        Map<String, List<Headline>> tests,
        int leftOut,
        String sha256) {

    static HeadlineParts of(List<HeadlineFile> inputs, List<HeadlineFile> elsewhere, HeadlineSplitOptions cut) {
        List<Headline> train = new ArrayList<>();
        List<Headline> validation = new ArrayList<>();
        Map<String, List<Headline>> tests = new LinkedHashMap<>();
        for (HeadlineFile input : inputs) {
            HeadlineSplit split = cut.split(input);
            train.addAll(split.train());
            (validation.isEmpty() ? validation : train).addAll(split.validation());
            tests.put(input.name() + ", test part", split.test());
        }
        elsewhere.forEach(file -> tests.put(file.name() + ", all of it", file.headlines()));
        List<String> judged = tests.values().stream()
                .flatMap(List::stream)
                .map(Headline::text)
                .toList();
        List<Headline> keptTrain = without(train, judged);
        List<Headline> keptValidation = without(validation, judged);
        return new HeadlineParts(
                keptTrain,
                keptValidation,
                tests,
                train.size() + validation.size() - keptTrain.size() - keptValidation.size(),
                Hashes.sha256(inputs.stream()
                        .map(HeadlineFile::sha256)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<Headline> without(List<Headline> headlines, List<String> judged) {
        boolean[] duplicates =
                NearDuplicates.among(headlines.stream().map(Headline::text).toList(), judged);
        List<Headline> kept = new ArrayList<>();
        for (int i = 0; i < duplicates.length; i++) {
            if (!duplicates[i]) {
                kept.add(headlines.get(i));
            }
        }
        return kept;
    }

    /** As training takes them; what is judged is left out of it. */
    HeadlineSplit split() {
        return new HeadlineSplit(train, validation, List.of());
    }
}
