/**
 * Scores postings with step models: batches across accounts, stepped in waves, each account's sequence in order. Plain
 * classes, no Flink: the operator hands them the accounts' states.
 */
@NullMarked
package ai.finai.operators.scoring;

import org.jspecify.annotations.NullMarked;
