/** Failures that come when a test says so: in operators, snapshots, commits and state. */
package ai.finai.jobs.exactlyonce.faults;
