/** Savepoints of releases, kept, from which every later release must go on. */
package ai.finai.jobs.savepoints;
