/** Tests of the reader of YAML files. */
@NullMarked
package ai.finai.events.yaml;

import org.jspecify.annotations.NullMarked;
