/** What other tests are held against: the rules once more, plain and slow, and random payments to try them on. */
@NullMarked
package ai.finai.patterns.oracle;

import org.jspecify.annotations.NullMarked;
