/** {@code finai demo}: everything embedded, the job unchanged, a bank's payments, and a balance at the end. */
@NullMarked
package ai.finai.cli.demo;

import org.jspecify.annotations.NullMarked;
