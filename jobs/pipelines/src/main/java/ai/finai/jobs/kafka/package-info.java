/** Kafka's side of a job: reading, writing exactly once, and what must be true of the brokers before. */
@NullMarked
package ai.finai.jobs.kafka;

import org.jspecify.annotations.NullMarked;
