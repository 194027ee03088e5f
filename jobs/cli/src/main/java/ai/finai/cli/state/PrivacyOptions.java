package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.Shipped;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.state.reading.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether identities are masked, with which key, and where it is written down who asked what. */
final class PrivacyOptions {

    @Option(
            names = "--mask",
            negatable = true,
            description =
                    "Accounts and the ids of transactions and alerts are replaced by pseudonyms, the same in every"
                            + " table and snapshot. Default: as masking says in the configuration file.")
    private @Nullable Boolean mask;

    @Option(
            names = "--mask-key",
            paramLabel = "FILE",
            description = "A file with a secret of at least 32 bytes, with which pseudonyms are made; asks for masking."
                    + " Default: the file that FINAI_MASK_KEY names, else maskKey in the configuration file.")
    private @Nullable Path maskKey;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description =
                    "Where it is written down who asked what; appended to. Default: the file that FINAI_AUDIT_LOG names, else"
                            + " auditLog in the configuration file, else audit.jsonl in the cache.")
    private @Nullable Path audit;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "What is the same for everybody: masking, maskKey, auditLog. Default: the file that"
                    + " FINAI_STATE_CONFIG names, else src/config/state.yaml.")
    private @Nullable Path config;

    /** @throws CommandFailed if what is asked for is not allowed, or there is no key, or it cannot be read */
    Masking masking() {
        StateConfig decided = config();
        Path given = maskKey != null ? maskKey : variable("FINAI_MASK_KEY");
        if (Boolean.FALSE.equals(mask)) {
            if (decided.masking() == StateConfig.MaskingRule.REQUIRED) {
                throw CommandFailed.usage("--no-mask is not allowed: the configuration file says masking: required");
            }
            if (maskKey != null) {
                throw CommandFailed.usage("--no-mask and --mask-key do not go together");
            }
            return Masking.NONE;
        }
        boolean on = mask != null || given != null || decided.masking() != StateConfig.MaskingRule.OPTIONAL;
        if (!on) {
            return Masking.NONE;
        }
        Path file = given != null ? given : decided.maskKey();
        if (file == null) {
            throw CommandFailed.usage("there is no key to mask with: name a file with at least " + Masking.SHORTEST_KEY
                    + " secret bytes by --mask-key, FINAI_MASK_KEY, or maskKey in the configuration file");
        }
        try {
            return Masking.with(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(file + ": " + e.getMessage(), e);
        }
    }

    /** @param cache where it is by default */
    Path auditLog(Path cache) {
        Path named = audit != null ? audit : variable("FINAI_AUDIT_LOG");
        Path decided = config().auditLog();
        return named != null ? named : decided != null ? decided : cache.resolve("audit.jsonl");
    }

    private StateConfig config() {
        Path named = config != null ? config : variable("FINAI_STATE_CONFIG");
        Path file = named;
        if (file == null && System.getProperty("finai.root") != null) {
            Path shipped = Shipped.config("state.yaml");
            file = Files.exists(shipped) ? shipped : null;
        }
        if (file == null) {
            return StateConfig.defaults();
        }
        try {
            return StateConfig.read(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        } catch (InvalidYaml e) {
            throw CommandFailed.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable Path variable(String name) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? null : Path.of(value);
    }
}
