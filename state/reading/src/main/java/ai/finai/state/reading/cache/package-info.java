/** What has been read of snapshots, kept for the next question: on this machine within a size, and where others find it. */
@NullMarked
package ai.finai.state.reading.cache;

import org.jspecify.annotations.NullMarked;
