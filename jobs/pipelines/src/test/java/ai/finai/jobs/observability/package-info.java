/** What a running job shows of itself, held against dashboards, alert rules, runbooks and documents. */
package ai.finai.jobs.observability;
