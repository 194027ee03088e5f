package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.events.yaml.NearestWord;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of Kubernetes itself and of the Prometheus operator, by the classes of the fabric8 client. */
final class StandardKinds {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    Namespace.class,
                    ConfigMap.class,
                    Secret.class,
                    Service.class,
                    ServiceAccount.class,
                    PersistentVolumeClaim.class,
                    Deployment.class,
                    StatefulSet.class,
                    Ingress.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Role.class,
                    RoleBinding.class,
                    PriorityClass.class,
                    PodMonitor.class,
                    PrometheusRule.class)
            .collect(Collectors.toMap(
                    kind -> HasMetadata.getApiVersion(kind) + ' ' + HasMetadata.getKind(kind),
                    kind -> kind,
                    (a, b) -> a,
                    TreeMap::new));

    private StandardKinds() {}

    static List<Finding> check(Rule rule, Manifest manifest) {
        String kind = manifest.apiVersion() + ' ' + manifest.kind();
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
            return List.of(Finding.of(
                    rule,
                    manifest,
                    "/kind",
                    kind + " is a kind that the check does not know",
                    "correct apiVersion and kind; known: " + String.join(", ", KINDS.keySet())));
        }
        List<Finding> findings = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper()
                .setAnnotationIntrospector(new WithoutAnySetter())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addHandler(new DeserializationProblemHandler() {
                    @Override
                    public boolean handleUnknownProperty(
                            DeserializationContext context,
                            JsonParser parser,
                            JsonDeserializer<?> deserializer,
                            Object bean,
                            String property)
                            throws java.io.IOException {
                        Collection<Object> known = deserializer.getKnownPropertyNames();
                        List<String> names = known == null
                                ? List.of()
                                : known.stream().map(String::valueOf).sorted().toList();
                        findings.add(Finding.of(
                                rule,
                                manifest,
                                // the parser stands at the property's value
                                parser.getParsingContext().pathAsPointer().toString(),
                                "unknown field " + property + NearestWord.hint(property, names),
                                "remove it or correct it: Kubernetes would refuse it or drop it"));
                        parser.skipChildren();
                        return true;
                    }
                });
        try {
            // From text, so that the parser knows where it is.
            mapper.readValue(mapper.writeValueAsString(manifest.content()), type);
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null
                            ? "/" + step.getIndex()
                            : Manifest.child("", step.getFieldName()))
                    .collect(Collectors.joining());
            findings.add(Finding.of(
                    rule,
                    manifest,
                    path,
                    e.getOriginalMessage().lines().findFirst().orElse(""),
                    "write a value of the type that the field has"));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("maps and lists are always JSON", e);
        }
        return findings;
    }

    /** The classes take what they do not know into a map beside their fields; here it is an error. */
    private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
