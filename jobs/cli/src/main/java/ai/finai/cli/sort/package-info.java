/** Sorting more records than memory holds: sorted runs in files, and their merge. */
@NullMarked
package ai.finai.cli.sort;

import org.jspecify.annotations.NullMarked;
