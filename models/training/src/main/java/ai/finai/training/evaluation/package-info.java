/** How well detectors find laundering: figures with their uncertainty, baselines to hold them against, and a report. */
@NullMarked
package ai.finai.training.evaluation;

import org.jspecify.annotations.NullMarked;
