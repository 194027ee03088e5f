/** What is kept of an account for people who query snapshots: its profile and its last alerts, of a bounded size. */
@NullMarked
package ai.finai.state.account;

import org.jspecify.annotations.NullMarked;
