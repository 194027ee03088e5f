/** What runs inside the child JVMs. Nothing here may be called from the starting JVM: it lacks their class path. */
@NullMarked
package ai.finai.embedded.server;

import org.jspecify.annotations.NullMarked;
