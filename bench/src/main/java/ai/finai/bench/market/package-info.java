/** The market job's operators over generated bars and headlines. */
@NullMarked
package ai.finai.bench.market;

import org.jspecify.annotations.NullMarked;
