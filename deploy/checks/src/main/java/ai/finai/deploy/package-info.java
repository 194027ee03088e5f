/** Manifests of an overlay: rendered as {@code kubectl kustomize} does, and checked before a cluster sees them. */
@NullMarked
package ai.finai.deploy;

import org.jspecify.annotations.NullMarked;
