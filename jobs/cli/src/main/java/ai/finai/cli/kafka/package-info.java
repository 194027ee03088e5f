/** The command line's own dealings with Kafka: reading a topic to its end, and sending records. */
@NullMarked
package ai.finai.cli.kafka;

import org.jspecify.annotations.NullMarked;
