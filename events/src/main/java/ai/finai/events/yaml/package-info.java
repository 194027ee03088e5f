/** YAML files that people write: read with line numbers, checked in full, bound to records; every error at once. */
@NullMarked
package ai.finai.events.yaml;

import org.jspecify.annotations.NullMarked;
