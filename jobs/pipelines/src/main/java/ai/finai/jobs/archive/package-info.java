/** The archive: what was accepted, watched and found, as Parquet tables on S3. For readers: src/docs/archive.md. */
@NullMarked
package ai.finai.jobs.archive;

import org.jspecify.annotations.NullMarked;
