package ai.finai.cli.state;

import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs FinAI has decided for everybody who asks snapshots: {@code src/config/state.yaml}, which explains it.
 *
 * @param masking whether identities are masked
 * @param maskKey a file with the key, relative to this one; null where it is given otherwise
 * @param auditLog the file of the audit log, relative to this one; null for the one in the cache
 */
record StateConfig(
        MaskingRule masking,
        @Nullable Path maskKey,
        @Nullable Path auditLog) {

    private static final StateConfig DEFAULTS = new StateConfig(MaskingRule.OPTIONAL, null, null);

    /** Whether identities are masked. */
    enum MaskingRule {
        /** If it is asked for, or a key is given. */
        OPTIONAL,
        /** Unless it is asked not to. */
        PREFERRED,
        /** Always: to ask not to is an error. */
        REQUIRED
    }

    /** Where there is no file. */
    static StateConfig defaults() {
        return DEFAULTS;
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with everything that is wrong with it, each with its line
     */
    static StateConfig read(Path file) throws IOException {
        StateConfig read = YamlDocument.read(file).bind(StateConfig.class, DEFAULTS);
        return new StateConfig(read.masking(), beside(file, read.maskKey()), beside(file, read.auditLog()));
    }

    private static @Nullable Path beside(Path file, @Nullable Path other) {
        return other == null ? null : file.toAbsolutePath().resolveSibling(other);
    }
}
