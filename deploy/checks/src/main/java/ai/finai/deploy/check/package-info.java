/** What must hold for an overlay. A rule is a class; {@link ai.finai.deploy.check.Rules} lists them. */
@NullMarked
package ai.finai.deploy.check;

import org.jspecify.annotations.NullMarked;
