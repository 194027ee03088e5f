/** What is looked at, a class each. */
@NullMarked
package ai.finai.cli.doctor.check;

import org.jspecify.annotations.NullMarked;
