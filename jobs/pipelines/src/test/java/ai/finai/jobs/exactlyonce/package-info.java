/** Proof that the job's output is exact whatever fails: src/docs/exactly-once.md. */
package ai.finai.jobs.exactlyonce;
