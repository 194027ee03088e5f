/** The archive's tables: their columns, and how a record becomes a row. For readers: src/docs/archive.md. */
@NullMarked
package ai.finai.jobs.archive.tables;

import org.jspecify.annotations.NullMarked;
