/** Whether a snapshot's files are what the job wrote: what Flink itself does not check when it reads them. */
@NullMarked
package ai.finai.state.reading.soundness;

import org.jspecify.annotations.NullMarked;
