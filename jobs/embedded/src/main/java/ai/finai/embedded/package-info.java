/**
 * A real Kafka broker and a real S3 server for the demo and for tests: each in a JVM of its own, on loopback, with its
 * data in a folder. They end with the JVM that started them, however that one ends.
 */
@NullMarked
package ai.finai.embedded;

import org.jspecify.annotations.NullMarked;
