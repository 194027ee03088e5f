/**
 * The models of a running job: where they lie, how they are checked, which of them are in force, and how another takes its place.
 * What they are used for, their users know.
 */
@NullMarked
package ai.finai.operators.models;

import org.jspecify.annotations.NullMarked;
