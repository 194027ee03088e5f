package ai.finai.cli.model;

import ai.finai.models.contract.ModelContract;
import ai.finai.models.contract.StepContract;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.WindowContract;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a model says of itself, for a program. */
final class ContractJson {

    private final Map<String, Object> json = new LinkedHashMap<>();

    private ContractJson() {}

    static Map<String, Object> of(ModelContract contract) {
        ContractJson json = new ContractJson();
        json.add(contract);
        return json.json;
    }

    private void add(ModelContract contract) {
        json.put("name", contract.name());
        json.put("version", contract.version());
        json.put("kind", contract.kind().code());
        if (contract instanceof StepContract step) {
            addStep(step);
        } else if (contract instanceof WindowContract window) {
            addWindow(window);
        } else if (contract instanceof TextContract text) {
            addText(text);
        }
        json.put("trainingData", contract.trainingData());
        json.put("seed", contract.seed());
        json.put("metrics", new TreeMap<>(contract.metrics()));
        if (contract instanceof StepContract step) {
            json.put("referenceFeatures", step.reference().features().size());
            json.put("referenceScore", step.reference().score() != null);
        }
    }

    private void addStep(StepContract contract) {
        json.put(
                "features",
                contract.features().stream()
                        .map(feature -> feature(
                                feature.title(),
                                feature.unit(),
                                feature.lowest(),
                                feature.highest(),
                                feature.description()))
                        .toList());
        json.put("baseCurrency", contract.baseCurrency());
        json.put("stateSize", contract.stateSize());
        json.put("stateSchema", contract.stateSchema());
        json.put("threshold", contract.threshold());
    }

    private void addWindow(WindowContract contract) {
        json.put(
                "features",
                contract.features().stream()
                        .map(feature -> feature(
                                feature.title(),
                                feature.unit(),
                                feature.lowest(),
                                feature.highest(),
                                feature.description()))
                        .toList());
        json.put("length", contract.length());
        json.put("interval", contract.interval().toString());
        json.put("target", WindowContract.TARGET);
        json.put("quantiles", contract.quantiles());
    }

    private void addText(TextContract contract) {
        Map<String, Object> vocabulary = new LinkedHashMap<>();
        vocabulary.put("file", contract.vocabulary().file());
        vocabulary.put("sha256", contract.vocabulary().sha256());
        vocabulary.put("size", contract.vocabulary().size());
        vocabulary.put("lowerCase", contract.vocabulary().lowerCase());
        json.put("vocabulary", vocabulary);
        json.put("longest", contract.longest());
        json.put(
                "classes",
                contract.classes().stream().map(TextContract.Sentiment::code).toList());
        json.put("output", contract.output().code());
    }

    private static Map<String, Object> feature(
            String name, String unit, double lowest, double highest, String description) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("unit", unit);
        json.put("lowest", lowest);
        json.put("highest", highest);
        json.put("description", description);
        return json;
    }
}
