package ai.finai.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;

/**
 * Who may import whom: events <- patterns, models <- state <- operators <- jobs. Maven holds the modules to it; this test also holds
 * what Maven cannot see: packages within a module, and libraries that come along with others.
 */
@AnalyzeClasses(packages = "ai.finai", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportDirectionsTest {

    private static final String EVENTS = "ai.finai.events..";
    private static final String PATTERNS = "ai.finai.patterns..";
    private static final String MODELS = "ai.finai.models..";
    private static final String STATE = "ai.finai.state..";
    private static final String OPERATORS = "ai.finai.operators..";
    private static final String JOBS = "ai.finai.jobs..";
    private static final String EMBEDDED = "ai.finai.embedded..";

    @ArchTest
    static final ArchRule eventsImportNothingOfFinAiAndNothingOfFlink =
            mayImport(EVENTS, EVENTS).orShould().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule patternsImportEvents = mayImport(PATTERNS, PATTERNS, EVENTS);

    @ArchTest
    static final ArchRule modelsImportEventsAndNothingOfFlink =
            mayImport(MODELS, MODELS, EVENTS).orShould().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    /** What a model remembers of an account is state. */
    @ArchTest
    static final ArchRule stateImportsEventsPatternsAndModels = mayImport(STATE, STATE, EVENTS, PATTERNS, MODELS);

    @ArchTest
    static final ArchRule onlyModelsKnowOnnx = noClasses()
            .that(resideInAnyPackage(STATE, OPERATORS, JOBS))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "ai.onnx..");

    @ArchTest
    static final ArchRule operatorsImportWhatIsBelowThem =
            mayImport(OPERATORS, OPERATORS, STATE, EVENTS, PATTERNS, MODELS);

    @ArchTest
    static final ArchRule jobsImportWhatIsBelowThem = mayImport(JOBS, JOBS, OPERATORS, STATE, EVENTS, PATTERNS, MODELS);

    @ArchTest
    static final ArchRule embeddedServersStandAlone = mayImport(EMBEDDED, EMBEDDED);

    @ArchTest
    static final ArchRule kafkaIsKnownToTheJobsAlone = noClasses()
            .that(resideInAnyPackage(EVENTS, PATTERNS, MODELS, STATE, OPERATORS))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheArchiveKnowsParquetAndHadoop = noClasses()
            .that(not(resideInAPackage("ai.finai.jobs.archive..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..");

    private static ClassesShouldConjunction mayImport(String who, String... whom) {
        return noClasses()
                .that(resideInAPackage(who))
                .should()
                .dependOnClassesThat(resideInAPackage("ai.finai..").and(not(resideInAnyPackage(whom))));
    }
}
