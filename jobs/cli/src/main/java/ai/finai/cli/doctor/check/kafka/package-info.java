/** What is looked at in Kafka: addresses, brokers, topics, rights, transactions. */
@NullMarked
package ai.finai.cli.doctor.check.kafka;

import org.jspecify.annotations.NullMarked;
